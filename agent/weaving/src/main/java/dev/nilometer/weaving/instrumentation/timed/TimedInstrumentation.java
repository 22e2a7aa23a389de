package dev.nilometer.weaving.instrumentation.timed;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Stages;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;

/**
 * Woven: concrete methods with {@code @Timed}, static and private ones included. A success is a return, or a result that
 * completes; an error is a throwable, or a result that completes with one. Tried with class files of Java 8 to 25.
 */
public final class TimedInstrumentation implements TypeInstrumentation {

    private static final String TIMED = Annotations.API + "Timed;";

    @Override
    public String library() {
        return "timed";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(TIMED);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (MethodOutline method : type.outline().methods()) {
            Annotations annotations = method.annotations();
            if (annotations.has(TIMED)) {
                Stages.weave(type, method, annotations.text(TIMED, "actor"), annotations.text(TIMED, "stage"));
            }
        }
    }
}
