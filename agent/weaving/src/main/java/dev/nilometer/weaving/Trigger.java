package dev.nilometer.weaving;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a class worth a closer look for one instrumentation: an annotation in its constant pool, or its own name.
 *
 * <p>Cheap to build and to ask, without Byte Buddy. Immutable.
 */
public final class Trigger {

    private final List<String> descriptors;
    private final List<NamePattern> classNames;

    private Trigger(List<String> descriptors, List<NamePattern> classNames) {
        this.descriptors = descriptors;
        this.classNames = classNames;
    }

    /** Classes that mention one of these, each a field descriptor like {@code Ldev/nilometer/api/Timed;}. */
    public static Trigger annotations(String... descriptors) {
        return new Trigger(List.of(descriptors), List.of());
    }

    /** Classes with these names, dots between the packages. */
    public static Trigger classNames(List<NamePattern> names) {
        return new Trigger(List.of(), List.copyOf(names));
    }

    /** And those with these names. */
    public Trigger orClassNames(String... names) {
        List<NamePattern> patterns = new ArrayList<>();
        for (String name : names) {
            patterns.add(NamePattern.of(name));
        }
        return new Trigger(descriptors, List.copyOf(patterns));
    }

    List<String> descriptors() {
        return descriptors;
    }

    List<NamePattern> classNames() {
        return classNames;
    }
}
