package dev.nilometer.weaving.instrumentation.microprofile;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Timers;
import java.util.List;

/**
 * Woven: methods with MicroProfile's {@code @Timed}, {@code @SimplyTimed} or {@code @Counted}, and those of a class that has
 * one, as stages: their name and their tags are kept. Success and error are those of {@code @Timed}. Tried with
 * MicroProfile Metrics 4.0.
 */
public final class MicroProfileInstrumentation implements TypeInstrumentation {

    private static final List<String> ANNOTATIONS = List.of(
            "Lorg/eclipse/microprofile/metrics/annotation/Timed;",
            "Lorg/eclipse/microprofile/metrics/annotation/SimplyTimed;",
            "Lorg/eclipse/microprofile/metrics/annotation/Counted;");

    @Override
    public String library() {
        return "microprofile";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(ANNOTATIONS.toArray(new String[0]));
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (String annotation : ANNOTATIONS) {
            new Timers(annotation, "name", "tags").weave(type, true);
        }
    }
}
