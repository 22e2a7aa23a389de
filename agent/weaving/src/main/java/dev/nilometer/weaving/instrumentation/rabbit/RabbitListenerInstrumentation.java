package dev.nilometer.weaving.instrumentation.rabbit;

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
 * Woven: methods with Spring's {@code @RabbitListener}, or with {@code @RabbitHandler} in a class that has it, as executions
 * whose queue is that of RabbitMQ; and the two adapters of Spring that are given a message, or a batch, and make
 * arguments of it. Success and error are those of {@code @Actor}. Tried with spring-rabbit 3.2.
 */
public final class RabbitListenerInstrumentation implements TypeInstrumentation {

    private static final String LISTENER = "Lorg/springframework/amqp/rabbit/annotation/RabbitListener;";
    private static final String LISTENERS = "Lorg/springframework/amqp/rabbit/annotation/RabbitListeners;";
    private static final String HANDLER = "Lorg/springframework/amqp/rabbit/annotation/RabbitHandler;";
    private static final String ADAPTERS = "org.springframework.amqp.rabbit.listener.adapter.";
    private static final String ONE = ADAPTERS + "MessagingMessageListenerAdapter";
    private static final String MANY = ADAPTERS + "BatchMessagingMessageListenerAdapter";

    /** Where the annotation may name queues; one of {@code @Queue} has a value and a name for the same. */
    private static final List<String> QUEUES = List.of(
            "queues", "queuesToDeclare.value", "queuesToDeclare.name", "bindings.value.value", "bindings.value.name");

    @Override
    public String library() {
        return "rabbit-listener";
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
            if (adapter && method.name().startsWith("onMessage")) {
                Listeners.weaveDelivery(type, method);
            } else if (annotations.has(LISTENER) || annotations.has(LISTENERS)) {
                Listeners.weaveConsumer(type, method, queues(annotations));
            } else if (annotations.has(HANDLER)) {
                Listeners.weaveConsumer(type, method, queues(type.outline().annotations()));
            }
        }
    }

    private static List<String> queues(Annotations annotations) {
        List<String> queues = new ArrayList<>();
        for (String member : QUEUES) {
            queues.addAll(annotations.texts(LISTENER, member));
            queues.addAll(annotations.texts(LISTENERS, "value." + member));
        }
        return queues;
    }
}
