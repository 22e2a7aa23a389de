package app;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.listener.adapter.MessagingMessageListenerAdapter;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.event.EventListener;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.TopicPartition;
import org.springframework.kafka.listener.adapter.RecordMessagingMessageListenerAdapter;
import org.springframework.messaging.Message;
import org.springframework.scheduling.annotation.Scheduled;

public class Listeners {
    static final long EARLIER = System.currentTimeMillis() - 7_200_000;

    @KafkaListener(topics = "orders")
    void onRecord(ConsumerRecord<String, String> record) {}

    @KafkaListener(topics = "${orders}")
    public void onValue(String value) {
        if (value.equals("bad")) {
            throw new IllegalArgumentException("bad");
        }
    }

    @KafkaListener(topics = {"a", "b"})
    void onBatch(List<ConsumerRecord<String, String>> records) {}

    @KafkaListener(topicPartitions = @TopicPartition(topic = "pinned"))
    CompletableFuture<String> onLater(ConsumerRecord<byte[], String> record) {
        return new CompletableFuture<>();
    }

    @KafkaListener(topics = "orders")
    @Actor("clerk")
    void onNamed(ConsumerRecord<String, String> record) {}

    @KafkaListener(topics = "orders")
    @Timed(stage = "step")
    void onStage(ConsumerRecord<String, String> record) {}

    @KafkaListener(topics = "orders")
    void onOwnItem(@ItemId String id, ConsumerRecord<String, String> record) {}

    @RabbitListener(queues = "#{queue}")
    void onAmqp(org.springframework.amqp.core.Message message) {}

    @RabbitListener(bindings = @QueueBinding(@Queue("bound")))
    void onBound(Object payload) {}

    @JmsListener(destination = "${queue}")
    void onText(TextMessage message) {}

    @SqsListener("jobs")
    void onJob(software.amazon.awssdk.services.sqs.model.Message message) {}

    @SqsListener("payloads")
    void onPayload(String payload) {}

    @KafkaListener(topicPattern = "orders.*")
    void onMessage(Message<String> message) {}

    @Scheduled(cron = "* * * * *")
    void tick() {}

    @EventListener
    void onEvent(Object event) {}

    static ConsumerRecord<String, String> record(String key, int attempt) {
        return new ConsumerRecord<>("orders.eu", key, "value", EARLIER, attempt);
    }

    public static void kafka() {
        Listeners all = new Listeners();
        all.onRecord(record("o-1", 3));
        all.onRecord(record(null, 0));
        all.onNamed(record("o-2", 0));
        all.onStage(record("o-3", 0));
        all.onOwnItem("mine", record("o-4", 0));
        all.onLater(new ConsumerRecord<>("pinned", new byte[] {'k', '1'}, "v", EARLIER, 0)).complete("");
        all.onLater(new ConsumerRecord<>("pinned", new byte[] {(byte) 0xff}, "v", -1, 0)).complete("");
    }

    public static void adapted() {
        RecordMessagingMessageListenerAdapter<String, String> adapter =
                new RecordMessagingMessageListenerAdapter<>(new Listeners()::onValue);
        adapter.onMessage(record("o-5", 2), null, null);
        try {
            adapter.onMessage(new ConsumerRecord<>("orders.us", "o-6", "bad", EARLIER, 0), null, null);
        } catch (IllegalArgumentException expected) {
            // goes on as it came
        }
        new Listeners().onValue("alone");
    }

    public static void batch() {
        new Listeners().onBatch(List.of(record("o-7", 0), record("o-8", 0)));
        new Listeners().onBatch(List.of());
    }

    /** The payload alone, from the adapter of Spring Cloud AWS 3. */
    public static void sqs() {
        new MessagingMessageListenerAdapter<String>(new Listeners()::onPayload).onMessage(new Message<>() {
            @Override
            public String getPayload() {
                return "";
            }

            @Override
            public Map<String, Object> getHeaders() {
                return Map.of(
                        "id", java.util.UUID.fromString("11111111-1111-1111-1111-111111111111"),
                        "Sqs_QueueName", "payloads",
                        "Sqs_Msa_SentTimestamp", "" + EARLIER,
                        "Sqs_Msa_ApproximateReceiveCount", "2");
            }
        });
    }

    public static void broken() {
        new Listeners().onRecord(record("broken", 0));
    }

    public static void others() {
        Listeners all = new Listeners();
        all.onAmqp(new org.springframework.amqp.core.Message());
        all.onBound("text");
        all.onText(Broker.text(2));
        all.onJob(new software.amazon.awssdk.services.sqs.model.Message());
        all.onMessage(new Message<>() {
            @Override
            public String getPayload() {
                return "";
            }

            @Override
            public Map<String, Object> getHeaders() {
                return Map.of(
                        "kafka_receivedMessageKey", "o-9",
                        "kafka_receivedTopic", "orders.asia",
                        "kafka_receivedTimestamp", EARLIER,
                        "kafka_deliveryAttempt", new byte[] {0, 0, 0, 5});
            }
        });
    }

    public static void clock() {
        new Listeners().tick();
        new Listeners().onEvent("event");
    }
}
