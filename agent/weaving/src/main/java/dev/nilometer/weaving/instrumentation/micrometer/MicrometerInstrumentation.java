package dev.nilometer.weaving.instrumentation.micrometer;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Timers;
import java.util.List;

/**
 * Woven: methods with Micrometer's {@code @Timed} or {@code @Counted}, and those of a class that has one, as stages: their
 * name and their extra tags are kept. Success and error are those of {@code @Timed}. Tried with Micrometer 1.15.
 */
public final class MicrometerInstrumentation implements TypeInstrumentation {

    private static final List<String> ANNOTATIONS = List.of(
            "Lio/micrometer/core/annotation/Timed;",
            "Lio/micrometer/core/annotation/TimedSet;",
            "Lio/micrometer/core/annotation/Counted;");

    @Override
    public String library() {
        return "micrometer";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(ANNOTATIONS.toArray(new String[0]));
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (String annotation : ANNOTATIONS) {
            new Timers(annotation, "value", "extraTags").weave(type, true);
        }
    }
}
