package dev.nilometer.weaving.outline;

/** A parameter of a method, and the annotations on it. */
public final class ParameterOutline {

    private final String descriptor;
    private final int slot;
    private final Annotations annotations = new Annotations();

    ParameterOutline(String descriptor, int slot) {
        this.descriptor = descriptor;
        this.slot = slot;
    }

    /** The type as the class file writes it: {@code J}, {@code Ljava/lang/String;}. */
    public String descriptor() {
        return descriptor;
    }

    /** Its number among the local variables of the method: long and double take two, {@code this} takes the first. */
    public int slot() {
        return slot;
    }

    public boolean isPrimitive() {
        return descriptor.length() == 1;
    }

    public Annotations annotations() {
        return annotations;
    }

    @Override
    public String toString() {
        return descriptor + "@" + slot;
    }
}
