package dev.nilometer.weaving.binding;

import dev.nilometer.bootstrap.Members;
import dev.nilometer.weaving.outline.ParameterOutline;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.primitive.PrimitiveBoxingDelegate;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.Type;

/**
 * Loads one argument of the woven method for advice: boxed where needed, and through a named member where one is named.
 * Only for advice on entry. Immutable.
 */
public final class ArgumentBinding implements Advice.OffsetMapping {

    private final ParameterOutline parameter;
    private final List<StackManipulation> conversions;

    private ArgumentBinding(ParameterOutline parameter, List<StackManipulation> conversions) {
        this.parameter = parameter;
        this.conversions = conversions;
    }

    /**
     * The argument as an object.
     *
     * @param member the record component, getter or field of the argument to read; empty for the argument itself
     */
    public static ArgumentBinding object(ParameterOutline parameter, String member) {
        List<StackManipulation> conversions = new ArrayList<>(boxing(parameter));
        if (!member.isEmpty()) {
            conversions.add(new TextConstant(member));
            conversions.add(member("read", Object.class, String.class));
        }
        return new ArgumentBinding(parameter, conversions);
    }

    /** The argument, an int or any object or primitive that holds a number, as an int. */
    public static ArgumentBinding number(ParameterOutline parameter) {
        if (parameter.descriptor().equals("I")) {
            return new ArgumentBinding(parameter, List.of());
        }
        List<StackManipulation> conversions = new ArrayList<>(boxing(parameter));
        conversions.add(member("attempt", Object.class));
        return new ArgumentBinding(parameter, conversions);
    }

    private static List<StackManipulation> boxing(ParameterOutline parameter) {
        return parameter.isPrimitive()
                ? List.of(PrimitiveBoxingDelegate.forPrimitive(primitive(parameter))
                        .assignBoxedTo(
                                TypeDescription.ForLoadedType.of(Object.class).asGenericType(),
                                Assigner.DEFAULT,
                                Assigner.Typing.STATIC))
                : List.of();
    }

    private static StackManipulation member(String name, Class<?>... parameters) {
        try {
            return MethodInvocation.invoke(
                    new MethodDescription.ForLoadedMethod(Members.class.getMethod(name, parameters)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The agent's parts do not fit together", e);
        }
    }

    private static TypeDescription primitive(ParameterOutline parameter) {
        for (Class<?> type : List.of(
                boolean.class, byte.class, char.class, short.class, int.class, long.class, float.class, double.class)) {
            if (Type.getDescriptor(type).equals(parameter.descriptor())) {
                return TypeDescription.ForLoadedType.of(type);
            }
        }
        throw new IllegalArgumentException(parameter.descriptor());
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            Advice.ArgumentHandler arguments,
            Sort sort) {
        return new Target.ForStackManipulation(load(arguments));
    }

    /** The steps that leave it on the stack. */
    StackManipulation load(Advice.ArgumentHandler arguments) {
        int local = arguments.argument(parameter.slot());
        List<StackManipulation> steps = new ArrayList<>();
        steps.add((parameter.isPrimitive()
                        ? MethodVariableAccess.of(primitive(parameter))
                        : MethodVariableAccess.REFERENCE)
                .loadFrom(local));
        steps.addAll(conversions);
        return new StackManipulation.Compound(steps);
    }
}
