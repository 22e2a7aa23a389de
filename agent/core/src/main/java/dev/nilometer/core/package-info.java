/**
 * Between the record path and everything that leaves the JVM: {@link dev.nilometer.core.drain} takes what was recorded,
 * {@link dev.nilometer.core.series} knows what it belongs to and what it adds up to, and
 * {@link dev.nilometer.core.budget} decides what becomes a row. One thread, nilometer-drain, owns all of it and does no
 * I/O. May import bootstrap and model.
 */
@NullMarked
package dev.nilometer.core;

import org.jspecify.annotations.NullMarked;
