/**
 * Executions where Spring calls a method for an event of the application.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.event;

import org.jspecify.annotations.NullMarked;
