package dev.nilometer.weaving.advice;

import dev.nilometer.bootstrap.LabelSet;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.binding.LabelsBinding;
import dev.nilometer.weaving.binding.NoArgument;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;
import dev.nilometer.weaving.outline.ParameterOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.asm.Advice;

/**
 * Which arguments of a method are labels, and which labels all its calls have, as a binding for advice; what cannot be one
 * is reported. Immutable once found.
 */
final class LabelParameters {

    private static final String LABEL = Annotations.API + "Label;";

    /** What a series or the database names so already. */
    private static final Set<String> RESERVED = Set.of(
            "service",
            "environment",
            "instance",
            "actor",
            "queue",
            "stage",
            "outcome",
            "status",
            "error_type",
            "items",
            "overflow",
            "le",
            "quantile");

    private final List<String> names = new ArrayList<>();
    private final List<ParameterOutline> parameters = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private final int most;

    private LabelParameters(int most) {
        this.most = most;
    }

    /** The labels of a method, so many at most. */
    static LabelParameters of(WovenType type, MethodOutline method, int most) {
        LabelParameters found = new LabelParameters(most);
        for (ParameterOutline parameter : method.parameters()) {
            if (parameter.annotations().has(LABEL)) {
                found.take(parameter, type, method);
            }
        }
        return found;
    }

    private void take(ParameterOutline parameter, WovenType type, MethodOutline method) {
        String name = parameter.annotations().text(LABEL, "value");
        if (takesName(name, "@Label(\"" + name + "\")", type, method)) {
            parameters.add(parameter);
        }
    }

    /** And these names and values, by turns, which are the same for all calls; a name without a value is left out. */
    LabelParameters and(List<String> tags, WovenType type, MethodOutline method) {
        for (int i = 0; i + 1 < tags.size(); i += 2) {
            String name = tags.get(i);
            if (takesName(name, "the tag \"" + name + "\"", type, method)) {
                constants.add(tags.get(i + 1));
            }
        }
        return this;
    }

    private boolean takesName(String name, String label, WovenType type, MethodOutline method) {
        String reason = complaint(name, label);
        if (reason.isEmpty()) {
            names.add(name);
        } else {
            type.refuse(method.name(), reason);
        }
        return reason.isEmpty();
    }

    private String complaint(String name, String label) {
        if (name.isEmpty()) {
            return "@Label needs a name";
        }
        if (RESERVED.contains(name)) {
            return label + ": the name is taken; give it another";
        }
        if (names.contains(name)) {
            return label + " is there twice; the first counts";
        }
        return names.size() < most ? "" : label + " is one too many, " + most + " are possible here";
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Null for advice when there are none. */
    Advice.OffsetMapping binding(String place) {
        return isEmpty() ? NoArgument.OBJECT : new LabelsBinding(LabelSet.shape(place, names), parameters, constants);
    }
}
