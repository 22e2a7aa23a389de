/**
 * An office as a Spring Boot application: it listens to topics of Kafka, to a queue of Artemis and, when there is one, of
 * RabbitMQ, and knows nothing of the project that measures it. Listeners of every shape: with the payload alone, with
 * the record, with a batch.
 */
@NullMarked
package dev.nilometer.office;

import org.jspecify.annotations.NullMarked;
