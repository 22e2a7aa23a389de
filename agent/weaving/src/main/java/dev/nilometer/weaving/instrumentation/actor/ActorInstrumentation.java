package dev.nilometer.weaving.instrumentation.actor;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Executions;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;

/**
 * Woven: concrete methods with {@code @Actor}, static and private ones included. A success is a return, or a result that
 * completes; an error is a throwable, or a result that completes with one. Tried with class files of Java 8 to 25.
 */
public final class ActorInstrumentation implements TypeInstrumentation {

    private static final String ACTOR = Annotations.API + "Actor;";

    @Override
    public String library() {
        return "actor";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(ACTOR);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        for (MethodOutline method : type.outline().methods()) {
            if (method.annotations().has(ACTOR)) {
                Executions.weave(type, method, method.annotations().text(ACTOR, "value"), "");
            }
        }
    }
}
