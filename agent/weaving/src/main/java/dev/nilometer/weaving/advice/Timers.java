package dev.nilometer.weaving.advice;

import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes stages of what another library's annotation times or counts: the stage has the name that the annotation gives, or
 * that of the method, and the annotation's tags as labels. Immutable.
 */
public final class Timers {

    private final String annotation;
    private final String name;
    private final String tags;

    /**
     * For one annotation.
     *
     * @param annotation its descriptor
     * @param name the member that names the metric
     * @param tags the member that holds tags, as {@code name=value} or as names and values by turns; empty for none
     */
    public Timers(String annotation, String name, String tags) {
        this.annotation = annotation;
        this.name = name;
        this.tags = tags;
    }

    /**
     * Weaves the methods with the annotation that were not woven before.
     *
     * @param classes true when it may stand on a class, for all methods that others may call on its objects
     */
    public void weave(WovenType type, boolean classes) {
        Annotations ofClass = type.outline().annotations();
        for (MethodOutline method : type.outline().methods()) {
            if (method.annotations().has(annotation)) {
                weave(type, method, method.annotations());
            } else if (classes
                    && ofClass.has(annotation)
                    && method.isConcrete()
                    && !method.isStatic()
                    && !method.isPrivate()) {
                weave(type, method, ofClass);
            }
        }
    }

    private void weave(WovenType type, MethodOutline method, Annotations annotations) {
        String stage = first(annotations.texts(annotation, name), annotations.texts(annotation, "value." + name));
        Stages.weave(type, method, "", stage, tags(annotations));
    }

    private static String first(List<String> own, List<String> repeated) {
        return own.isEmpty() ? repeated.isEmpty() ? "" : repeated.get(0) : own.get(0);
    }

    private List<String> tags(Annotations annotations) {
        List<String> pairs = new ArrayList<>();
        for (String tag : annotations.texts(annotation, tags)) {
            int equals = tag.indexOf('=');
            if (tags.equals("tags") && equals > 0) {
                pairs.add(tag.substring(0, equals));
                pairs.add(tag.substring(equals + 1));
            } else {
                pairs.add(tag);
            }
        }
        return pairs;
    }
}
