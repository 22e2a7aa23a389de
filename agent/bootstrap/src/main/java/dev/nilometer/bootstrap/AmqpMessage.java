package dev.nilometer.bootstrap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of Spring's AMQP. Its attempt comes from what quorum queues and dead-letter exchanges count; RabbitMQ's flag
 * of redelivery alone says no more than "not the first".
 */
final class AmqpMessage extends MessageType {
    private final Getter properties;
    private volatile @Nullable Properties read;

    AmqpMessage(Class<?> type) {
        properties = Getter.of(type, "getMessageProperties");
    }

    @Override
    @Nullable
    Object item(Object message) throws Throwable {
        Object own = properties.of(message);
        return own == null ? null : reading(own).messageId.of(own);
    }

    @Override
    @Nullable
    Object enqueuedAt(Object message) throws Throwable {
        Object own = properties.of(message);
        return own == null ? null : reading(own).timestamp.of(own);
    }

    @Override
    @Nullable
    Object queue(Object message) throws Throwable {
        Object own = properties.of(message);
        return own == null ? null : reading(own).consumerQueue.of(own);
    }

    @Override
    int attempt(Object message) throws Throwable {
        Object own = properties.of(message);
        if (own == null) {
            return 0;
        }
        Object headers = reading(own).headers.of(own);
        long before = headers instanceof Map ? before((Map<?, ?>) headers) : 0;
        boolean again = Boolean.TRUE.equals(reading(own).redelivered.of(own));
        return (int) Math.min(Integer.MAX_VALUE, Math.max(before, again ? 1 : 0) + 1);
    }

    /** How often it was delivered before. */
    static long before(Map<?, ?> headers) {
        Object count = headers.get("x-delivery-count");
        long deliveries = count instanceof Number ? ((Number) count).longValue() : 0;
        Object deaths = headers.get("x-death");
        if (deaths instanceof List) {
            for (Object death : (List<?>) deaths) {
                Object times = death instanceof Map ? ((Map<?, ?>) death).get("count") : null;
                deliveries += times instanceof Number ? ((Number) times).longValue() : 0;
            }
        }
        return deliveries;
    }

    private Properties reading(Object own) {
        Properties known = read;
        if (known == null) {
            known = new Properties(own.getClass());
            read = known;
        }
        return known;
    }

    /** How its properties are read. */
    private static final class Properties {
        final Getter messageId;
        final Getter timestamp;
        final Getter consumerQueue;
        final Getter headers;
        final Getter redelivered;

        Properties(Class<?> type) {
            messageId = Getter.of(type, "getMessageId");
            timestamp = Getter.of(type, "getTimestamp");
            consumerQueue = Getter.of(type, "getConsumerQueue");
            headers = Getter.of(type, "getHeaders");
            redelivered = Getter.of(type, "getRedelivered");
        }
    }
}
