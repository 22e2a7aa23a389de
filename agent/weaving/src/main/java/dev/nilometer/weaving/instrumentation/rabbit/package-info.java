/**
 * Executions where Spring calls a listener of RabbitMQ.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.rabbit;

import org.jspecify.annotations.NullMarked;
