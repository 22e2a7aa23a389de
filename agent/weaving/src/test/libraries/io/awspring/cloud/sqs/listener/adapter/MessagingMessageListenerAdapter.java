package io.awspring.cloud.sqs.listener.adapter;

import java.util.function.Consumer;
import org.springframework.messaging.Message;

public class MessagingMessageListenerAdapter<T> extends AbstractMethodInvokingListenerAdapter<T> {
    public MessagingMessageListenerAdapter(Consumer<T> listener) {
        super(listener);
    }

    public void onMessage(Message<T> message) {
        invokeHandler(message);
    }
}
