/**
 * Executions where Spring calls a listener of Kafka.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.kafka;

import org.jspecify.annotations.NullMarked;
