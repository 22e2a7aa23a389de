package org.springframework.kafka.listener.adapter;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** As Spring's: it is given a record and calls a listener with its value. */
public class RecordMessagingMessageListenerAdapter<K, V> {
    private final Consumer<V> listener;

    public RecordMessagingMessageListenerAdapter(Consumer<V> listener) {
        this.listener = listener;
    }

    public void onMessage(ConsumerRecord<K, V> record, Object acknowledgment, Object consumer) {
        listener.accept(record.value());
    }
}
