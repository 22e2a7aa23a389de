package dev.nilometer.weaving.outline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The annotations on one element, by descriptor, with the texts they carry, lists of texts included. What an annotation
 * within an annotation says is kept as {@code outer.inner}. Of several on one element under one name all texts are
 * kept, in their order. Immutable once read.
 */
public final class Annotations {

    /** Where the annotations of the API live, as a descriptor begins. */
    public static final String API = "Ldev/nilometer/api/";

    private final Map<String, Map<String, List<String>>> texts = new TreeMap<>();

    Map<String, List<String>> add(String descriptor) {
        return texts.computeIfAbsent(descriptor, absent -> new TreeMap<>());
    }

    /** Those that the element carries now. */
    List<String> descriptors() {
        return List.copyOf(texts.keySet());
    }

    /** All that one of them says, by member. */
    Map<String, List<String>> members(String descriptor) {
        return texts.getOrDefault(descriptor, Map.of());
    }

    /** True when the element carries the annotation. */
    public boolean has(String descriptor) {
        return texts.containsKey(descriptor);
    }

    /** True when the element carries one of the annotations. */
    public boolean hasAny(List<String> descriptors) {
        for (String descriptor : descriptors) {
            if (has(descriptor)) {
                return true;
            }
        }
        return false;
    }

    /** A string of the annotation; empty when it was not given, or the annotation is not there. */
    public String text(String descriptor, String member) {
        List<String> all = texts(descriptor, member);
        return all.isEmpty() ? "" : all.get(0);
    }

    /** The strings of the annotation; empty when none was given, or the annotation is not there. */
    public List<String> texts(String descriptor, String member) {
        return texts.getOrDefault(descriptor, Map.of()).getOrDefault(member, List.of());
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}
