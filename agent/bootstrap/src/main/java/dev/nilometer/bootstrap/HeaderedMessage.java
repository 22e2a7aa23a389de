package dev.nilometer.bootstrap;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of Spring's Messaging: what its system said of it stands in headers. Its own {@code id} and {@code timestamp}
 * are those of the object, made on arrival, and say nothing of the message.
 */
final class HeaderedMessage extends MessageType {
    private static final String[] ITEMS = {"amqp_messageId", "jms_messageId", "Sqs_MessageId"};
    private static final String[] TIMES = {
        "kafka_receivedTimestamp", "amqp_timestamp", "jms_timestamp", "Sqs_Msa_SentTimestamp", "Sqs_MSA_SentTimestamp"
    };
    private static final String[] ATTEMPTS = {
        "kafka_deliveryAttempt",
        "JMSXDeliveryCount",
        "Sqs_Msa_ApproximateReceiveCount",
        "Sqs_MSA_ApproximateReceiveCount"
    };
    private static final String[] QUEUES = {
        "kafka_receivedTopic", "amqp_consumerQueue", "jms_destination", "Sqs_QueueName"
    };

    private final Getter headers;

    HeaderedMessage(Class<?> type) {
        headers = Getter.of(type, "getHeaders");
    }

    @Override
    @Nullable
    Object item(Object message) throws Throwable {
        Map<?, ?> all = headers(message);
        Object item = KafkaRecord.named(all.get("kafka_receivedMessageKey"));
        item = item == null ? first(all, ITEMS) : item;
        // Of a message from SQS the object has the id of the message itself.
        item = item == null && all.containsKey("Sqs_QueueName") ? all.get("id") : item;
        return item != null
                ? item
                : KafkaRecord.place(
                        all.get("kafka_receivedTopic"), all.get("kafka_receivedPartitionId"), all.get("kafka_offset"));
    }

    @Override
    @Nullable
    Object enqueuedAt(Object message) throws Throwable {
        return instant(first(headers(message), TIMES));
    }

    @Override
    int attempt(Object message) throws Throwable {
        Map<?, ?> all = headers(message);
        Object count = first(all, ATTEMPTS);
        if (count != null) {
            return count instanceof String ? Integer.parseInt((String) count) : KafkaRecord.number(count);
        }
        boolean again =
                Boolean.TRUE.equals(all.get("amqp_redelivered")) || Boolean.TRUE.equals(all.get("jms_redelivered"));
        long before = Math.max(AmqpMessage.before(all), again ? 1 : 0);
        return (int) Math.min(Integer.MAX_VALUE, before + 1);
    }

    @Override
    @Nullable
    Object queue(Object message) throws Throwable {
        Object from = first(headers(message), QUEUES);
        MessageType type = from == null || from instanceof String ? null : MessageType.of(from);
        return from == null || type == null ? from : type.queue(from);
    }

    private Map<?, ?> headers(Object message) throws Throwable {
        Object all = headers.of(message);
        return all instanceof Map ? (Map<?, ?>) all : Map.of();
    }

    private static @Nullable Object first(Map<?, ?> headers, String[] names) {
        for (String name : names) {
            Object value = headers.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
