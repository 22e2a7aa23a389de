package dev.nilometer.office;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** The office's part of Kafka: its topics, and three tries for each record, which are numbered. */
@Configuration
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Topics {
    private static final int ORDERS = 10;
    private static final int INVOICES = 5;
    private static final int PARCELS = 6;
    private static final int ILLEGIBLE = 3;
    private static final int CLAIMS = 2;
    private static final int RETURNS = 3;

    @Value("${office.prefix}")
    private String prefix = "";

    @Bean
    NewTopics neededTopics() {
        return new NewTopics(
                new NewTopic(prefix + "orders", 1, (short) 1),
                new NewTopic("invoices", 1, (short) 1),
                new NewTopic(prefix + "parcels", 1, (short) 1),
                new NewTopic(prefix + "claims", 1, (short) 1),
                new NewTopic("returns", 1, (short) 1));
    }

    @Bean
    CommonErrorHandler threeTries(Tally tally) {
        return new DefaultErrorHandler((given, up) -> tally.add(1), new FixedBackOff(50, 2));
    }

    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> numbered() {
        return container -> container.getContainerProperties().setDeliveryAttemptHeader(true);
    }

    @Bean
    Mailbag kafkaMail(KafkaTemplate<String, String> template) {
        return () -> {
            List<CompletableFuture<?>> sent = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                sent.add(template.send(prefix + "orders", prefix + "order-" + i, i == ILLEGIBLE ? "illegible" : "tea"));
            }
            for (int i = 0; i < INVOICES; i++) {
                sent.add(template.send("invoices", prefix + "invoice-" + i, "12.50"));
            }
            for (int i = 0; i < PARCELS; i++) {
                sent.add(template.send(prefix + "parcels", prefix + "parcel-" + i, "tea"));
            }
            for (int i = 0; i < CLAIMS; i++) {
                sent.add(template.send(prefix + "claims", prefix + "claim-" + i, "tea"));
            }
            for (int i = 0; i < RETURNS; i++) {
                sent.add(template.send("returns", prefix + "return-" + i, "tea"));
            }
            sent.forEach(CompletableFuture::join);
            return ORDERS + INVOICES + PARCELS + CLAIMS + RETURNS;
        };
    }
}
