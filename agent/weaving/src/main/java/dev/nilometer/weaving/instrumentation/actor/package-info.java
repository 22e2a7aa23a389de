/**
 * Executions where the application says {@code @Actor}. A folder to copy for the next instrumentation: it names its
 * annotation or its classes, finds its methods, and says what they are; the advice itself is shared.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.actor;

import org.jspecify.annotations.NullMarked;
