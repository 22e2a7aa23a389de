package dev.nilometer.weaving.advice;

import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.binding.ArgumentBinding;
import dev.nilometer.weaving.binding.NoArgument;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;
import dev.nilometer.weaving.outline.ParameterOutline;
import java.util.Set;
import net.bytebuddy.asm.Advice;

/** Which arguments of a method say something about its execution, as bindings for advice. Immutable once found. */
public final class Parameters {

    private static final String ITEM_ID = Annotations.API + "ItemId;";
    private static final String ENQUEUED_AT = Annotations.API + "EnqueuedAt;";
    private static final String ITEMS = Annotations.API + "Items;";
    private static final String ATTEMPT = Annotations.API + "Attempt;";

    /** Primitive types that cannot be an instant. */
    private static final Set<String> NO_INSTANT = Set.of("Z", "C", "B", "S", "F", "D");

    private static final Set<String> NUMBERS = Set.of(
            "I", "J", "S", "B", "Ljava/lang/Integer;", "Ljava/lang/Long;", "Ljava/lang/Short;", "Ljava/lang/Number;");

    private Advice.OffsetMapping item = NoArgument.OBJECT;
    private Advice.OffsetMapping enqueued = NoArgument.OBJECT;
    private Advice.OffsetMapping attempt = NoArgument.NUMBER;
    private Advice.OffsetMapping items = NoArgument.OBJECT;
    private String itemsMember = "";

    private Parameters() {}

    /** No argument says anything. */
    public static Parameters none() {
        return new Parameters();
    }

    /** Finds the marked parameters; one of an impossible type is reported and left out. */
    static Parameters of(WovenType type, MethodOutline method) {
        Parameters found = new Parameters();
        for (ParameterOutline parameter : method.parameters()) {
            found.take(parameter, type, method);
        }
        return found;
    }

    private void take(ParameterOutline parameter, WovenType type, MethodOutline method) {
        Annotations annotations = parameter.annotations();
        if (annotations.has(ITEM_ID)) {
            item = ArgumentBinding.object(parameter, annotations.text(ITEM_ID, "value"));
        }
        if (annotations.has(ITEMS)) {
            if (parameter.isPrimitive()) {
                type.refuse(method.name(), "@Items takes a Collection, an array or an Iterable");
            } else {
                items = ArgumentBinding.object(parameter, "");
                itemsMember = annotations.text(ITEMS, "value");
            }
        }
        if (annotations.has(ENQUEUED_AT)) {
            if (NO_INSTANT.contains(parameter.descriptor())) {
                type.refuse(method.name(), "@EnqueuedAt takes an instant or a long of milliseconds");
            } else {
                enqueued = ArgumentBinding.object(parameter, annotations.text(ENQUEUED_AT, "value"));
            }
        }
        if (annotations.has(ATTEMPT)) {
            if (NUMBERS.contains(parameter.descriptor())) {
                attempt = ArgumentBinding.number(parameter);
            } else {
                type.refuse(method.name(), "@Attempt takes an int or a long");
            }
        }
    }

    boolean hasItems() {
        return items != NoArgument.OBJECT;
    }

    Advice.OffsetMapping items() {
        return items;
    }

    String itemsMember() {
        return itemsMember;
    }

    Advice.OffsetMapping item() {
        return item;
    }

    Advice.OffsetMapping enqueued() {
        return enqueued;
    }

    Advice.OffsetMapping attempt() {
        return attempt;
    }
}
