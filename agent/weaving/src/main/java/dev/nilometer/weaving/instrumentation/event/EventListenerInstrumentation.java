package dev.nilometer.weaving.instrumentation.event;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Listeners;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.List;

/**
 * Woven: methods with Spring's {@code @EventListener} or {@code @TransactionalEventListener}, as executions without a queue.
 * Success and error are those of {@code @Actor}. Tried with Spring 6.2.
 */
public final class EventListenerInstrumentation implements TypeInstrumentation {

    private static final List<String> ANNOTATIONS = List.of(
            "Lorg/springframework/context/event/EventListener;",
            "Lorg/springframework/transaction/event/TransactionalEventListener;");

    @Override
    public String library() {
        return "event-listener";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(ANNOTATIONS.toArray(new String[0]));
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (MethodOutline method : type.outline().methods()) {
            if (method.annotations().hasAny(ANNOTATIONS)) {
                Listeners.weaveActor(type, method);
            }
        }
    }
}
