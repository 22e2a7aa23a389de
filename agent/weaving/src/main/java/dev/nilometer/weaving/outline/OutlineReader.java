package dev.nilometer.weaving.outline;

import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Fills an outline from the events of one class reader. For one class and one thread. */
final class OutlineReader extends ClassVisitor {

    private static final int NOT_WRITTEN_BY_HAND = Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;

    private String internalName = "";
    private int access;
    private String simpleName = "";
    private @Nullable ClassOutline outline;

    OutlineReader() {
        super(OpenedClassReader.ASM_API);
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        internalName = name;
        this.access = access;
        simpleName = name.substring(name.lastIndexOf('/') + 1);
    }

    /** Comes before the members: only this attribute tells a nested class from one with a dollar in its name. */
    @Override
    public void visitInnerClass(String name, @Nullable String outerName, @Nullable String innerName, int access) {
        if (name.equals(internalName) && innerName != null) {
            simpleName = innerName;
        }
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        FieldOutline field = new FieldOutline(access, name);
        outline().add(field);
        return new FieldVisitor(OpenedClassReader.ASM_API) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                return texts(field.annotations(), descriptor);
            }
        };
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if (name.startsWith("<") || (access & NOT_WRITTEN_BY_HAND) != 0) {
            return null;
        }
        MethodOutline method = new MethodOutline(access, name, descriptor);
        outline().add(method);
        return new MethodVisitor(OpenedClassReader.ASM_API) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                return texts(method.annotations(), descriptor);
            }

            @Override
            public @Nullable AnnotationVisitor visitParameterAnnotation(
                    int parameter, String descriptor, boolean visible) {
                return parameter < method.parameters().size()
                        ? texts(method.parameters().get(parameter).annotations(), descriptor)
                        : null;
            }
        };
    }

    /** Keeps what is ours, skips what is not. */
    private static @Nullable AnnotationVisitor texts(Annotations annotations, String descriptor) {
        if (!descriptor.startsWith(Annotations.API)) {
            return null;
        }
        Map<String, String> texts = annotations.add(descriptor);
        return new AnnotationVisitor(OpenedClassReader.ASM_API) {
            @Override
            public void visit(String member, Object value) {
                texts.put(member, String.valueOf(value));
            }
        };
    }

    ClassOutline outline() {
        ClassOutline read = outline;
        if (read == null) {
            read = new ClassOutline(internalName, access, simpleName);
            outline = read;
        }
        return read;
    }
}
