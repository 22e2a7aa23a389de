package dev.nilometer.weaving.binding;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;

/** What advice gets when no parameter of the woven method is marked for it: a constant. Immutable. */
public final class NoArgument implements Advice.OffsetMapping {

    /** Null, for advice that takes an object. */
    public static final Advice.OffsetMapping OBJECT = new NoArgument(NullConstant.INSTANCE);

    /** Zero, for advice that takes an int. */
    public static final Advice.OffsetMapping NUMBER = new NoArgument(IntegerConstant.ZERO);

    /** A text. */
    public static Advice.OffsetMapping text(String text) {
        return new NoArgument(new TextConstant(text));
    }

    private final StackManipulation constant;

    private NoArgument(StackManipulation constant) {
        this.constant = constant;
    }

    @Override
    public Target resolve(
            TypeDescription instrumentedType,
            MethodDescription instrumentedMethod,
            Assigner assigner,
            Advice.ArgumentHandler arguments,
            Sort sort) {
        return new Target.ForStackManipulation(constant);
    }
}
