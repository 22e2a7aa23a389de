package dev.nilometer.weaving.instrumentation.dropwizard;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Timers;
import java.util.List;

/**
 * Woven: methods with {@code @Timed} or {@code @Counted} of Dropwizard's Metrics, and those of a class that has one, as stages
 * of the name that they give. Success and error are those of {@code @Timed}. Tried with Metrics 4.2.
 */
public final class DropwizardInstrumentation implements TypeInstrumentation {

    private static final List<String> ANNOTATIONS =
            List.of("Lcom/codahale/metrics/annotation/Timed;", "Lcom/codahale/metrics/annotation/Counted;");

    @Override
    public String library() {
        return "dropwizard";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(ANNOTATIONS.toArray(new String[0]));
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (String annotation : ANNOTATIONS) {
            new Timers(annotation, "name", "").weave(type, true);
        }
    }
}
