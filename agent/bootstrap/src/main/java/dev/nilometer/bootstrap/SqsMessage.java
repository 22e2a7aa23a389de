package dev.nilometer.bootstrap;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of the AWS SDK. It does not say its queue; its times and counts are there when they were asked for. */
final class SqsMessage extends MessageType {
    private final Getter messageId;
    private final Getter attributes;

    SqsMessage(Class<?> type) {
        messageId = Getter.of(type, "messageId");
        attributes = Getter.of(type, "attributesAsStrings");
    }

    @Override
    @Nullable
    Object item(Object message) throws Throwable {
        return messageId.of(message);
    }

    @Override
    @Nullable
    Object enqueuedAt(Object message) throws Throwable {
        return instant(attribute(message, "SentTimestamp"));
    }

    @Override
    int attempt(Object message) throws Throwable {
        Object count = attribute(message, "ApproximateReceiveCount");
        return count == null ? 0 : Integer.parseInt(count.toString());
    }

    private @Nullable Object attribute(Object message, String name) throws Throwable {
        Object all = attributes.of(message);
        return all instanceof Map ? ((Map<?, ?>) all).get(name) : null;
    }
}
