package dev.nilometer.weaving.outline;

import java.util.Map;
import java.util.TreeMap;

/** Our annotations on one element, by descriptor, with the strings they carry. Others are not kept. Immutable once read. */
public final class Annotations {

    /** Where the annotations of the API live, as a descriptor begins. */
    public static final String API = "Ldev/nilometer/api/";

    private final Map<String, Map<String, String>> texts = new TreeMap<>();

    Map<String, String> add(String descriptor) {
        return texts.computeIfAbsent(descriptor, absent -> new TreeMap<>());
    }

    /** True when the element carries the annotation. */
    public boolean has(String descriptor) {
        return texts.containsKey(descriptor);
    }

    /** A string of the annotation; empty when it was not given, or the annotation is not there. */
    public String text(String descriptor, String member) {
        return texts.getOrDefault(descriptor, Map.of()).getOrDefault(member, "");
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}
