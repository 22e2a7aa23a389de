package dev.nilometer.weaving.instrumentation.queuedepth;

import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.instrumentation.queuedepth.QueueDepthInstrumentation.Probe;
import java.util.List;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Adds a registration before each return of the constructors and of the static initialiser, and a static initialiser
 * where there is none: advice can change an initialiser but not add one. A registration is straight-line code, so the
 * frames of the class stay as they are; it never throws.
 */
final class ProbeRegistrations extends AsmVisitorWrapper.AbstractBase {

    private final List<Probe> probes;

    private ProbeRegistrations(List<Probe> probes) {
        this.probes = probes;
    }

    /** Has the class register these probes. */
    static void weave(WovenType type, List<Probe> probes) {
        type.weave(new ProbeRegistrations(probes));
    }

    @Override
    public ClassVisitor wrap(
            TypeDescription instrumentedType,
            ClassVisitor classVisitor,
            Implementation.Context implementationContext,
            TypePool typePool,
            FieldList<FieldDescription.InDefinedShape> fields,
            MethodList<?> methods,
            int writerFlags,
            int readerFlags) {
        return new Registering(classVisitor, instrumentedType.getInternalName());
    }

    private boolean hasStatic() {
        for (Probe probe : probes) {
            if (probe.isStatic) {
                return true;
            }
        }
        return false;
    }

    /** Puts the registrations into one class. */
    private final class Registering extends ClassVisitor {

        private final String className;
        private boolean initialised;

        Registering(ClassVisitor next, String className) {
            super(OpenedClassReader.ASM_API, next);
            this.className = className;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean isClassInitialiser = name.equals("<clinit>");
            initialised |= isClassInitialiser;
            return isClassInitialiser || name.equals("<init>")
                    ? new BeforeReturn(next, className, probes, isClassInitialiser)
                    : next;
        }

        @Override
        public void visitEnd() {
            if (!initialised && hasStatic()) {
                MethodVisitor method = visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
                if (method != null) {
                    method.visitCode();
                    method.visitInsn(Opcodes.RETURN);
                    method.visitMaxs(0, 0);
                    method.visitEnd();
                }
            }
            super.visitEnd();
        }
    }
}
