package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * How messages of one type are asked who they are, since when they waited, how often they came and from where. Found by the
 * names of a class and its supertypes, once for each class, and kept as long as that class is: no library is needed, and
 * none is loaded for it. The methods throw what the library throws; {@link Deliveries} counts that. Immutable.
 */
abstract class MessageType {
    /** For classes that are no messages. */
    private static final MessageType NONE = new MessageType() {};

    private static final ClassValue<MessageType> TYPES = new ClassValue<>() {
        @Override
        protected MessageType computeValue(Class<?> type) {
            MessageType found = find(type);
            return found == null ? NONE : found;
        }
    };

    MessageType() {}

    /** That of an object; null when it is no message that is known. */
    static @Nullable MessageType of(Object message) {
        MessageType type = TYPES.get(message.getClass());
        return type == NONE ? null : type;
    }

    private static @Nullable MessageType find(Class<?> type) {
        MessageType found = named(type);
        Class<?> parent = type.getSuperclass();
        if (found == null && parent != null) {
            found = find(parent);
        }
        for (Class<?> each : type.getInterfaces()) {
            found = found == null ? find(each) : found;
        }
        return found;
    }

    private static @Nullable MessageType named(Class<?> type) {
        switch (type.getName()) {
            case "org.apache.kafka.clients.consumer.ConsumerRecord":
                return new KafkaRecord(type);
            case "org.springframework.amqp.core.Message":
                return new AmqpMessage(type);
            case "jakarta.jms.Message":
            case "javax.jms.Message":
                return new JmsMessage(type);
            case "jakarta.jms.Queue":
            case "javax.jms.Queue":
                return new JmsDestination(type, "getQueueName");
            case "jakarta.jms.Topic":
            case "javax.jms.Topic":
                return new JmsDestination(type, "getTopicName");
            case "software.amazon.awssdk.services.sqs.model.Message":
                return new SqsMessage(type);
            case "org.springframework.messaging.Message":
                return new HeaderedMessage(type);
            default:
                return null;
        }
    }

    /** What names it; null when nothing does. */
    @Nullable
    Object item(Object message) throws Throwable {
        return null;
    }

    /** When it was sent: an instant of any kind, or null. */
    @Nullable
    Object enqueuedAt(Object message) throws Throwable {
        return null;
    }

    /** Which delivery this is, from 1; 0 when it does not say. */
    int attempt(Object message) throws Throwable {
        return 0;
    }

    /** The topic or queue it came from; null when it does not say. */
    @Nullable
    Object queue(Object message) throws Throwable {
        return null;
    }

    /** A time of a library's: 0 and less stand for "unknown". */
    static @Nullable Object instant(@Nullable Object epochMillis) {
        Object millis = epochMillis instanceof String ? (Object) Long.valueOf((String) epochMillis) : epochMillis;
        return millis instanceof Number && ((Number) millis).longValue() <= 0 ? null : millis;
    }
}
