package dev.nilometer.weaving.instrumentation.methods;

import dev.nilometer.weaving.MethodPattern;
import dev.nilometer.weaving.NamePattern;
import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Stages;
import dev.nilometer.weaving.outline.ClassOutline;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.ArrayList;
import java.util.List;

/**
 * Woven: the concrete methods that {@code instrument.methods} names, all overloads, as if they carried {@code @Timed}.
 * A method with an annotation keeps to its annotation. Tried with class files of Java 8 to 25.
 */
public final class MethodsInstrumentation implements TypeInstrumentation {

    @Override
    public String library() {
        return "methods";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        List<NamePattern> names = new ArrayList<>();
        for (MethodPattern pattern : settings.methods()) {
            names.add(pattern.className());
        }
        return Trigger.classNames(names);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        if (settings.methods().isEmpty()) {
            return;
        }
        for (MethodOutline method : type.outline().methods()) {
            if (method.isConcrete() && isMeant(type.outline(), method, settings)) {
                Stages.weave(type, method, "", "");
            }
        }
    }

    private static boolean isMeant(ClassOutline outline, MethodOutline method, WeaverSettings settings) {
        for (MethodPattern pattern : settings.methods()) {
            if (pattern.matches(outline.name(), method.name())) {
                return true;
            }
        }
        return false;
    }
}
