package dev.nilometer.bootstrap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record of Kafka: named by its key, or by its place ({@code topic-partition@offset}) when it has none that can be
 * read. Its attempt is what Spring's headers say of it, if they are switched on.
 */
final class KafkaRecord extends MessageType {
    private static final String[] ATTEMPTS = {"kafka_deliveryAttempt", "retry_topic-attempts"};

    private final Getter key;
    private final Getter topic;
    private final Getter partition;
    private final Getter offset;
    private final Getter timestamp;
    private final Getter headers;
    private volatile @Nullable Getter lastHeader;
    private volatile @Nullable Getter value;

    KafkaRecord(Class<?> type) {
        key = Getter.of(type, "key");
        topic = Getter.of(type, "topic");
        partition = Getter.of(type, "partition");
        offset = Getter.of(type, "offset");
        timestamp = Getter.of(type, "timestamp");
        headers = Getter.of(type, "headers");
    }

    @Override
    @Nullable
    Object item(Object message) throws Throwable {
        Object named = named(key.of(message));
        return named != null ? named : place(topic.of(message), partition.of(message), offset.of(message));
    }

    /** A key that can be read: bytes only if they are text. */
    static @Nullable Object named(@Nullable Object key) {
        if (key instanceof byte[]) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap((byte[]) key))
                        .toString();
                return text.isEmpty() || hasControls(text) ? null : text;
            } catch (CharacterCodingException noText) {
                return null;
            }
        }
        return key instanceof ByteBuffer ? null : key;
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                return true;
            }
        }
        return false;
    }

    static @Nullable String place(@Nullable Object topic, @Nullable Object partition, @Nullable Object offset) {
        return topic == null || offset == null ? null : topic + "-" + partition + "@" + offset;
    }

    @Override
    @Nullable
    Object enqueuedAt(Object message) throws Throwable {
        return instant(timestamp.of(message));
    }

    @Override
    @Nullable
    Object queue(Object message) throws Throwable {
        return topic.of(message);
    }

    @Override
    int attempt(Object message) throws Throwable {
        Object all = headers.of(message);
        if (all == null) {
            return 0;
        }
        int most = 0;
        for (String name : ATTEMPTS) {
            Object header = lastHeader(all).of(all, name);
            most = header == null ? most : Math.max(most, number(value(header).of(header)));
        }
        return most;
    }

    private Getter lastHeader(Object all) throws ClassNotFoundException {
        Getter known = lastHeader;
        if (known == null) {
            known = Getter.keyed(type(all, "org.apache.kafka.common.header.Headers"), "lastHeader");
            lastHeader = known;
        }
        return known;
    }

    private Getter value(Object header) throws ClassNotFoundException {
        Getter known = value;
        if (known == null) {
            known = Getter.of(type(header, "org.apache.kafka.common.header.Header"), "value");
            value = known;
        }
        return known;
    }

    /** The interface through which it can be called, whatever implements it. */
    private static Class<?> type(Object implementation, String name) throws ClassNotFoundException {
        for (Class<?> type = implementation.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> each : type.getInterfaces()) {
                if (each.getName().equals(name)) {
                    return each;
                }
            }
        }
        throw new ClassNotFoundException(name);
    }

    /** Spring writes four bytes, older versions one. */
    static int number(@Nullable Object header) {
        if (!(header instanceof byte[])) {
            return Members.attempt(header);
        }
        byte[] bytes = (byte[]) header;
        int number = 0;
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }
}
