package dev.nilometer.weaving.instrumentation.opentelemetry;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Timers;
import java.util.List;

/**
 * Woven: methods with OpenTelemetry's {@code @WithSpan}, as stages of the span's name. Its attributes are no labels: their
 * values have no bound. Success and error are those of {@code @Timed}. Tried with its annotations 2.10.
 */
public final class OpenTelemetryInstrumentation implements TypeInstrumentation {

    private static final List<String> ANNOTATIONS = List.of(
            "Lio/opentelemetry/instrumentation/annotations/WithSpan;",
            "Lio/opentelemetry/extension/annotations/WithSpan;");

    @Override
    public String library() {
        return "opentelemetry";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(ANNOTATIONS.toArray(new String[0]));
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (String annotation : ANNOTATIONS) {
            new Timers(annotation, "value", "").weave(type, false);
        }
    }
}
