package dev.nilometer.weaving.binding;

import dev.nilometer.bootstrap.LabelSet;
import dev.nilometer.weaving.outline.ParameterOutline;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;

/**
 * Turns arguments of the woven method, and texts that are the same for all its calls, into a label set, one after the other, without an array. Only for advice on entry.
 * Immutable.
 */
public final class LabelsBinding implements Advice.OffsetMapping {

    private final int shape;
    private final List<ParameterOutline> parameters;
    private final List<String> constants;

    /** For these parameters and then these texts, in the order of the shape's names. */
    public LabelsBinding(int shape, List<ParameterOutline> parameters, List<String> constants) {
        this.shape = shape;
        this.parameters = List.copyOf(parameters);
        this.constants = List.copyOf(constants);
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            Advice.ArgumentHandler arguments,
            Sort sort) {
        List<StackManipulation> steps = new ArrayList<>();
        steps.add(IntegerConstant.forValue(shape));
        steps.add(call("of", int.class));
        for (ParameterOutline parameter : parameters) {
            steps.add(ArgumentBinding.object(parameter, "").load(arguments));
            steps.add(call("with", LabelSet.class, Object.class));
        }
        for (String constant : constants) {
            steps.add(new TextConstant(constant));
            steps.add(call("with", LabelSet.class, Object.class));
        }
        return new Target.ForStackManipulation(new StackManipulation.Compound(steps));
    }

    private static StackManipulation call(String name, Class<?>... parameters) {
        try {
            return MethodInvocation.invoke(
                    new MethodDescription.ForLoadedMethod(LabelSet.class.getMethod(name, parameters)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The agent's parts do not fit together", e);
        }
    }
}
