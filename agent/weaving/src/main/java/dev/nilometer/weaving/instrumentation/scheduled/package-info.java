/**
 * Executions where Spring calls a method by the clock.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.scheduled;

import org.jspecify.annotations.NullMarked;
