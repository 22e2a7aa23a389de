/**
 * Executions that take their item from a queue: where the application says {@code @QueueConsumer}.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.consumer;

import org.jspecify.annotations.NullMarked;
