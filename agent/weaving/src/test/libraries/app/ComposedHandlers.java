package app;

import org.springframework.kafka.annotation.KafkaHandler;

/** A listener by an annotation of the application's own on its class. */
@ParcelsListener
public class ComposedHandlers {
    @KafkaHandler
    void onText(String text) {}

    public static void call() {
        new ComposedHandlers().onText("x");
    }
}
