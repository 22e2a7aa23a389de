package org.springframework.amqp.core;

public class Message {
    public MessageProperties getMessageProperties() {
        return new MessageProperties();
    }
}
