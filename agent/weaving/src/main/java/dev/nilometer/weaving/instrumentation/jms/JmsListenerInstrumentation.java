package dev.nilometer.weaving.instrumentation.jms;

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
 * Woven: methods with Spring's {@code @JmsListener}, as executions whose queue is the destination; and the adapter of
 * Spring that is given a message and makes arguments of it. Success and error are those of {@code @Actor}. Tried with
 * spring-jms 6.2 and Artemis.
 */
public final class JmsListenerInstrumentation implements TypeInstrumentation {

    private static final String LISTENER = "Lorg/springframework/jms/annotation/JmsListener;";
    private static final String LISTENERS = "Lorg/springframework/jms/annotation/JmsListeners;";
    private static final String ADAPTER = "org.springframework.jms.listener.adapter.MessagingMessageListenerAdapter";

    @Override
    public String library() {
        return "jms-listener";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(LISTENER, LISTENERS).orClassNames(ADAPTER);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        boolean adapter = type.outline().name().equals(ADAPTER);
        for (MethodOutline method : type.outline().methods()) {
            Annotations annotations = method.annotations();
            if (adapter && method.name().equals("onMessage")) {
                Listeners.weaveDelivery(type, method);
            } else if (annotations.has(LISTENER) || annotations.has(LISTENERS)) {
                List<String> destinations = new ArrayList<>(annotations.texts(LISTENER, "destination"));
                destinations.addAll(annotations.texts(LISTENERS, "value.destination"));
                Listeners.weaveConsumer(type, method, destinations);
            }
        }
    }
}
