package app;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.amqp.rabbit.annotation.RabbitHandler;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.scheduling.annotation.Scheduled;

/** Annotations that stand more than once on one element, and those on a class. */
@RabbitListener(queues = "mails")
public class Repeated {
    @KafkaListener(topics = "orders.eu")
    @KafkaListener(topics = "orders.us")
    void onRecord(ConsumerRecord<String, String> record) {}

    @RabbitListener(queues = "a")
    @RabbitListener(queues = "b")
    void onMail(String text) {}

    @JmsListener(destination = "c")
    @JmsListener(destination = "d")
    void onText(String text) {}

    @Scheduled(cron = "0 * * * * *")
    @Scheduled(cron = "1 * * * * *")
    void tick() {}

    @RabbitHandler
    void onHandled(String text) {}

    public static void call() {
        Repeated all = new Repeated();
        all.onRecord(Listeners.record("o-1", 0));
        all.onMail("x");
        all.onText("x");
        all.tick();
        all.onHandled("x");
    }
}
