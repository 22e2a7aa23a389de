/**
 * Stages where MicroProfile Metrics time or count.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.microprofile;

import org.jspecify.annotations.NullMarked;
