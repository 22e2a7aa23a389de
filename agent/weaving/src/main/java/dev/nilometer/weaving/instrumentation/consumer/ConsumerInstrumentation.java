package dev.nilometer.weaving.instrumentation.consumer;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Executions;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;

/**
 * Woven: concrete methods with {@code @QueueConsumer}, as those with {@code @Actor}, over which it wins. Success and error
 * are the same. Tried with class files of Java 8 to 25.
 */
public final class ConsumerInstrumentation implements TypeInstrumentation {

    private static final String CONSUMER = Annotations.API + "QueueConsumer;";

    @Override
    public String library() {
        return "consumer";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(CONSUMER);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (MethodOutline method : type.outline().methods()) {
            Annotations annotations = method.annotations();
            if (annotations.has(CONSUMER)) {
                Executions.weave(
                        type, method, annotations.text(CONSUMER, "actor"), annotations.text(CONSUMER, "queue"));
            }
        }
    }
}
