package dev.nilometer.weaving.outline;

import java.util.ArrayList;
import java.util.List;
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

    /** What the Kotlin compiler notes about a class: much text, and nothing that is asked for. */
    private static final String KOTLIN = "Lkotlin/Metadata;";

    private static final int NOT_WRITTEN_BY_HAND = Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;

    private String internalName = "";
    private int access;
    private final Annotations annotations = new Annotations();
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

    /** Comes before the nested name, and so before there is an outline. */
    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return texts(annotations, descriptor);
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
            public AnnotationVisitor visitAnnotationDefault() {
                return new Texts(method.defaults(), "");
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

    private static @Nullable AnnotationVisitor texts(Annotations annotations, String descriptor) {
        return descriptor.equals(KOTLIN) ? null : new Texts(annotations.add(descriptor), "");
    }

    ClassOutline outline() {
        ClassOutline read = outline;
        if (read == null) {
            read = new ClassOutline(internalName, access, simpleName, annotations);
            outline = read;
        }
        return read;
    }

    /** Keeps what an annotation says, in as many words as it takes. */
    private static final class Texts extends AnnotationVisitor {

        private final Map<String, List<String>> texts;
        private final String path;

        Texts(Map<String, List<String>> texts, String path) {
            super(OpenedClassReader.ASM_API);
            this.texts = texts;
            this.path = path;
        }

        @Override
        public void visit(@Nullable String member, Object value) {
            texts.computeIfAbsent(at(member), absent -> new ArrayList<>()).add(String.valueOf(value));
        }

        @Override
        public AnnotationVisitor visitArray(@Nullable String member) {
            return new Texts(texts, at(member));
        }

        @Override
        public AnnotationVisitor visitAnnotation(@Nullable String member, String descriptor) {
            return new Texts(texts, at(member));
        }

        /** The elements of a list have no name of their own. */
        private String at(@Nullable String member) {
            return member == null ? path : path.isEmpty() ? member : path + "." + member;
        }
    }
}
