package dev.nilometer.weaving.outline;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.Type;

/** A method of the class as javac wrote it (no constructor, no bridge, nothing synthetic), and the annotations on it. */
public final class MethodOutline {

    private final int access;
    private final String name;
    private final String descriptor;
    private final List<ParameterOutline> parameters;
    private final Annotations annotations = new Annotations();
    private final Map<String, List<String>> defaults = new TreeMap<>();

    MethodOutline(int access, String name, String descriptor) {
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
        this.parameters = List.copyOf(parameters(descriptor, Modifier.isStatic(access) ? 0 : 1));
    }

    private static List<ParameterOutline> parameters(String descriptor, int firstSlot) {
        List<ParameterOutline> parameters = new ArrayList<>();
        int slot = firstSlot;
        for (Type type : Type.getArgumentTypes(descriptor)) {
            parameters.add(new ParameterOutline(type.getDescriptor(), slot));
            slot += type.getSize();
        }
        return parameters;
    }

    public boolean isStatic() {
        return Modifier.isStatic(access);
    }

    public boolean isPrivate() {
        return Modifier.isPrivate(access);
    }

    /** True when there is code to weave: neither abstract nor native. */
    public boolean isConcrete() {
        return !Modifier.isAbstract(access) && !Modifier.isNative(access);
    }

    public String name() {
        return name;
    }

    /** Parameters and result as the class file writes them: {@code (Ljava/lang/String;J)V}. */
    public String descriptor() {
        return descriptor;
    }

    public String returnDescriptor() {
        return descriptor.substring(descriptor.indexOf(')') + 1);
    }

    public List<ParameterOutline> parameters() {
        return parameters;
    }

    public Annotations annotations() {
        return annotations;
    }

    /** What a member of an annotation says when nothing was said; empty for everything else. */
    List<String> defaultTexts() {
        return defaults.getOrDefault("", List.of());
    }

    Map<String, List<String>> defaults() {
        return defaults;
    }

    @Override
    public String toString() {
        return name + descriptor;
    }
}
