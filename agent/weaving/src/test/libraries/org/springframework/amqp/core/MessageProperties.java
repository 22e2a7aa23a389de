package org.springframework.amqp.core;

import java.util.Date;
import java.util.Map;

public class MessageProperties {
    public String getMessageId() {
        return "amqp-1";
    }

    public Date getTimestamp() {
        return new Date(System.currentTimeMillis() - 7_200_000);
    }

    public String getConsumerQueue() {
        return "mails.eu";
    }

    public Boolean getRedelivered() {
        return true;
    }

    public Map<String, Object> getHeaders() {
        return Map.of("x-death", java.util.List.of(Map.of("count", 2L), Map.of("count", 1L)));
    }
}
