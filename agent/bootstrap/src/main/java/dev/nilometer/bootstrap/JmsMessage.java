package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/** A message of JMS, in either of its packages. */
final class JmsMessage extends MessageType {
    private final Getter messageId;
    private final Getter timestamp;
    private final Getter destination;
    private final Getter redelivered;
    private final Getter property;

    JmsMessage(Class<?> type) {
        messageId = Getter.of(type, "getJMSMessageID");
        timestamp = Getter.of(type, "getJMSTimestamp");
        destination = Getter.of(type, "getJMSDestination");
        redelivered = Getter.of(type, "getJMSRedelivered");
        property = Getter.keyed(type, "getObjectProperty");
    }

    @Override
    @Nullable
    Object item(Object message) throws Throwable {
        return messageId.of(message);
    }

    @Override
    @Nullable
    Object enqueuedAt(Object message) throws Throwable {
        return instant(timestamp.of(message));
    }

    @Override
    int attempt(Object message) throws Throwable {
        int count = Members.attempt(property.of(message, "JMSXDeliveryCount"));
        return count > 1 || !Boolean.TRUE.equals(redelivered.of(message)) ? count : 2;
    }

    @Override
    @Nullable
    Object queue(Object message) throws Throwable {
        Object from = destination.of(message);
        MessageType type = from == null ? null : MessageType.of(from);
        return from == null || type == null ? null : type.queue(from);
    }
}
