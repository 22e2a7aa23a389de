package app;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

@KafkaListener(topics = "parcels")
public class Handlers {
    @KafkaHandler
    void onText(String text) {}

    public static void handle() {
        new Handlers().onText("x");
    }
}
