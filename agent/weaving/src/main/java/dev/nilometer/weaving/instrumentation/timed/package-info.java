/**
 * Stages where the application says {@code @Timed}.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.timed;

import org.jspecify.annotations.NullMarked;
