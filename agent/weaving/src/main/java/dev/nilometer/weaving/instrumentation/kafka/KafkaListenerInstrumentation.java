package dev.nilometer.weaving.instrumentation.kafka;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Listeners;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.ArrayList;
import java.util.List;

/**
 * Woven: methods with Spring's {@code @KafkaListener}, or with {@code @KafkaHandler} in a class that has it, as executions
 * whose queue is the topic; and the two adapters of Spring that are given a record, or a batch, and make arguments of
 * it. Success and error are those of {@code @Actor}; what an error handler does afterwards is not seen. Tried with
 * spring-kafka 3.3.
 */
public final class KafkaListenerInstrumentation implements TypeInstrumentation {

    private static final String LISTENER = "Lorg/springframework/kafka/annotation/KafkaListener;";
    private static final String LISTENERS = "Lorg/springframework/kafka/annotation/KafkaListeners;";
    private static final String HANDLER = "Lorg/springframework/kafka/annotation/KafkaHandler;";
    private static final String ADAPTERS = "org.springframework.kafka.listener.adapter.";
    private static final String ONE = ADAPTERS + "RecordMessagingMessageListenerAdapter";
    private static final String MANY = ADAPTERS + "BatchMessagingMessageListenerAdapter";

    @Override
    public String library() {
        return "kafka-listener";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(LISTENER, LISTENERS, HANDLER).orClassNames(ONE, MANY);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        String name = type.outline().name();
        boolean adapter = name.equals(ONE) || name.equals(MANY);
        for (MethodOutline method : type.outline().methods()) {
            Annotations annotations = method.annotations();
            if (adapter && method.name().equals("onMessage")) {
                Listeners.weaveDelivery(type, method);
            } else if (annotations.has(LISTENER) || annotations.has(LISTENERS)) {
                Listeners.weaveConsumer(type, method, topics(annotations));
            } else if (annotations.has(HANDLER)) {
                Listeners.weaveConsumer(type, method, topics(type.outline().annotations()));
            }
        }
    }

    private static List<String> topics(Annotations annotations) {
        List<String> topics = new ArrayList<>(annotations.texts(LISTENER, "topics"));
        topics.addAll(annotations.texts(LISTENER, "topicPartitions.topic"));
        topics.addAll(annotations.texts(LISTENERS, "value.topics"));
        topics.addAll(annotations.texts(LISTENERS, "value.topicPartitions.topic"));
        if (!annotations.text(LISTENER, "topicPattern").isEmpty()) {
            topics.add("#{" + annotations.text(LISTENER, "topicPattern") + "}");
        }
        return topics;
    }
}
