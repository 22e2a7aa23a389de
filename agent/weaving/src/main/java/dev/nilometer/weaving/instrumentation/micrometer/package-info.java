/**
 * Stages where Micrometer times or counts.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.micrometer;

import org.jspecify.annotations.NullMarked;
