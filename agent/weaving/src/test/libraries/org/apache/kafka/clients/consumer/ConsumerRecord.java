package org.apache.kafka.clients.consumer;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

public class ConsumerRecord<K, V> {
    private final String topic;
    private final K key;
    private final V value;
    private final long timestamp;
    private final int attempt;

    public ConsumerRecord(String topic, K key, V value, long timestamp, int attempt) {
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.timestamp = timestamp;
        this.attempt = attempt;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return 3;
    }

    public long offset() {
        return 42;
    }

    public long timestamp() {
        return timestamp;
    }

    public K key() {
        if ("broken".equals(key)) {
            throw new IllegalStateException("no key");
        }
        return key;
    }

    public V value() {
        return value;
    }

    public Headers headers() {
        return new RecordHeaders(attempt);
    }

    private static final class RecordHeaders implements Headers {
        private final int attempt;

        RecordHeaders(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public Header lastHeader(String name) {
            return attempt == 0 || !name.equals("kafka_deliveryAttempt")
                    ? null
                    : () -> new byte[] {0, 0, 0, (byte) attempt};
        }
    }
}
