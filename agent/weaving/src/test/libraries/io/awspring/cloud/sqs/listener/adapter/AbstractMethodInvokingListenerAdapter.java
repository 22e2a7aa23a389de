package io.awspring.cloud.sqs.listener.adapter;

import java.util.Collection;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

public abstract class AbstractMethodInvokingListenerAdapter<T> {
    private final Consumer<T> listener;

    protected AbstractMethodInvokingListenerAdapter(Consumer<T> listener) {
        this.listener = listener;
    }

    protected final Object invokeHandler(Message<T> message) {
        listener.accept(message.getPayload());
        return null;
    }

    protected final Object invokeHandler(Collection<Message<T>> messages) {
        messages.forEach(message -> listener.accept(message.getPayload()));
        return null;
    }
}
