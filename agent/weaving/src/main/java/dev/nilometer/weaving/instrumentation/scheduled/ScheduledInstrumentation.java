package dev.nilometer.weaving.instrumentation.scheduled;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Listeners;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.List;

/**
 * Woven: methods with Spring's {@code @Scheduled}, as executions without a queue. Success and error are those of
 * {@code @Actor}. Tried with Spring 6.2.
 */
public final class ScheduledInstrumentation implements TypeInstrumentation {

    private static final List<String> ANNOTATIONS = List.of(
            "Lorg/springframework/scheduling/annotation/Scheduled;",
            "Lorg/springframework/scheduling/annotation/Schedules;");

    @Override
    public String library() {
        return "scheduled";
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
