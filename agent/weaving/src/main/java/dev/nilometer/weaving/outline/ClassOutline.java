package dev.nilometer.weaving.outline;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;

/** The fields and methods of one class, read from its class file. */
public final class ClassOutline {

    private static final int ANNOTATION = 0x2000;

    private final String name;
    private final int access;
    private final String simpleName;
    private final Annotations annotations;
    private final List<FieldOutline> fields = new ArrayList<>();
    private final List<MethodOutline> methods = new ArrayList<>();

    ClassOutline(String internalName, int access, String simpleName, Annotations annotations) {
        this.name = internalName.replace('/', '.');
        this.access = access;
        this.simpleName = simpleName;
        this.annotations = annotations;
    }

    /**
     * Reads a class file.
     *
     * @throws RuntimeException when it is newer than the class reader knows, or broken
     */
    public static ClassOutline of(byte[] classFile) {
        OutlineReader reader = new OutlineReader();
        OpenedClassReader.of(classFile)
                .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reader.outline();
    }

    void add(FieldOutline field) {
        fields.add(field);
    }

    void add(MethodOutline method) {
        methods.add(method);
    }

    /** The binary name, {@code com.acme.Mailer$Outbox}. */
    public String name() {
        return name;
    }

    /** The name in the source, {@code Outbox}; of an anonymous class the last part of its binary name. */
    public String simpleName() {
        return simpleName;
    }

    public boolean isInterface() {
        return Modifier.isInterface(access);
    }

    /** True for the type of an annotation. */
    public boolean isAnnotation() {
        return (access & ANNOTATION) != 0;
    }

    /** As annotations and signatures write it: {@code Lcom/acme/Mailer;}. */
    public String descriptor() {
        return 'L' + name.replace('.', '/') + ';';
    }

    /** Those on the class itself. */
    public Annotations annotations() {
        return annotations;
    }

    public List<FieldOutline> fields() {
        return fields;
    }

    public List<MethodOutline> methods() {
        return methods;
    }

    @Override
    public String toString() {
        return name;
    }
}
