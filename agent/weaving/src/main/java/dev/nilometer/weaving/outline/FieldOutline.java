package dev.nilometer.weaving.outline;

import java.lang.reflect.Modifier;

/** A field of the class, and the annotations on it. */
public final class FieldOutline {

    private final int access;
    private final String name;
    private final Annotations annotations = new Annotations();

    FieldOutline(int access, String name) {
        this.access = access;
        this.name = name;
    }

    public boolean isStatic() {
        return Modifier.isStatic(access);
    }

    public String name() {
        return name;
    }

    public Annotations annotations() {
        return annotations;
    }

    @Override
    public String toString() {
        return name;
    }
}
