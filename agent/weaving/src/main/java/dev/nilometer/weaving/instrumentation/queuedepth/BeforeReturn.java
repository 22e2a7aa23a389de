package dev.nilometer.weaving.instrumentation.queuedepth;

import dev.nilometer.bootstrap.QueueProbes;
import dev.nilometer.weaving.instrumentation.queuedepth.QueueDepthInstrumentation.Probe;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@link QueueProbes#register} for the probes of a class, or of an object, before each return of one method. To register
 * again, as constructors that call each other do, changes nothing.
 */
final class BeforeReturn extends MethodVisitor {

    private static final String REGISTER = "register";
    private static final String DESCRIPTOR =
            "(Ljava/lang/String;Ljava/lang/Object;Ljava/lang/Class;Ljava/lang/String;Z)V";
    private static final int STACK = 5;

    private final String className;
    private final List<Probe> probes;
    private final boolean forClass;

    BeforeReturn(@Nullable MethodVisitor next, String className, List<Probe> probes, boolean forClass) {
        super(OpenedClassReader.ASM_API, next);
        this.className = className;
        this.probes = probes;
        this.forClass = forClass;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            for (Probe probe : probes) {
                if (probe.isStatic == forClass) {
                    register(probe);
                }
            }
        }
        super.visitInsn(opcode);
    }

    private void register(Probe probe) {
        super.visitLdcInsn(probe.queue);
        if (forClass) {
            super.visitInsn(Opcodes.ACONST_NULL);
        } else {
            super.visitVarInsn(Opcodes.ALOAD, 0);
        }
        super.visitLdcInsn(Type.getObjectType(className));
        super.visitLdcInsn(probe.member);
        super.visitInsn(probe.isMethod ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(QueueProbes.class), REGISTER, DESCRIPTOR, false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + STACK, maxLocals);
    }
}
