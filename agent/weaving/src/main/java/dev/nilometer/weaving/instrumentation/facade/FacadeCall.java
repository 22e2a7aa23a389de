package dev.nilometer.weaving.instrumentation.facade;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;

/** Calls a static method with all arguments of the woven method, one by one, and leaves its answer as an object. */
final class FacadeCall implements Advice.OffsetMapping {

    private final MethodDescription answer;

    FacadeCall(Method answer) {
        this.answer = new MethodDescription.ForLoadedMethod(answer);
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            Advice.ArgumentHandler arguments,
            Sort sort) {
        List<StackManipulation> steps = new ArrayList<>();
        for (ParameterDescription parameter : instrumentedMethod.getParameters()) {
            steps.add(MethodVariableAccess.of(parameter.getType()).loadFrom(arguments.argument(parameter.getOffset())));
        }
        steps.add(MethodInvocation.invoke(answer));
        steps.add(
                answer.getReturnType().represents(void.class)
                        ? NullConstant.INSTANCE
                        : assigner.assign(
                                answer.getReturnType(),
                                TypeDescription.ForLoadedType.of(Object.class).asGenericType(),
                                Assigner.Typing.DYNAMIC));
        return new Target.ForStackManipulation(new StackManipulation.Compound(steps));
    }
}
