package dev.nilometer.weaving.outline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Annotations of the application's own that are made of one that asks for weaving, as Spring lets teams make them:
 * {@code @OrdersListener} with {@code @KafkaListener} on it. One is learned when its type is loaded, and from then on
 * stands for what is on it; who carries it and was loaded before is not seen. At most {@value #MOST} are learned, by
 * name: of two with one name in two loaders the later one counts. Safe from every thread.
 */
public final class ComposedAnnotations {
    private static final int MOST = 256;
    private static final String ALIAS = "Lorg/springframework/core/annotation/AliasFor;";

    private final Map<String, Meaning> meanings = new ConcurrentHashMap<>();

    /** Learns an annotation's type if one of these is on it: true when it did, and it is new. */
    public boolean learn(ClassOutline annotation, Collection<String> parts) {
        Map<String, Map<String, List<String>>> texts = new TreeMap<>();
        for (String part : parts) {
            if (isSprings(part) && annotation.annotations().has(part)) {
                texts.put(part, annotation.annotations().members(part));
            }
        }
        return !texts.isEmpty()
                && meanings.size() < MOST
                && meanings.put(annotation.descriptor(), new Meaning(texts, aliases(annotation))) == null;
    }

    /** Spring looks for its annotations on other annotations; nobody else here does. */
    private static boolean isSprings(String descriptor) {
        return descriptor.startsWith("Lorg/springframework/") || descriptor.startsWith("Lio/awspring/");
    }

    /** Which of its members stand for one of another name, and what they say by default. */
    private static List<Alias> aliases(ClassOutline annotation) {
        List<Alias> aliases = new ArrayList<>();
        for (MethodOutline member : annotation.methods()) {
            Annotations on = member.annotations();
            if (on.has(ALIAS)) {
                String attribute = on.text(ALIAS, "attribute") + on.text(ALIAS, "value");
                aliases.add(new Alias(
                        member.name(), attribute.isEmpty() ? member.name() : attribute, member.defaultTexts()));
            }
        }
        return aliases;
    }

    /** Lets every element of a class carry what its annotations are made of, too. */
    public void explain(ClassOutline outline) {
        explain(outline.annotations());
        for (MethodOutline method : outline.methods()) {
            explain(method.annotations());
        }
    }

    private void explain(Annotations annotations) {
        for (String descriptor : annotations.descriptors()) {
            Meaning meaning = meanings.get(descriptor);
            if (meaning != null) {
                meaning.addTo(annotations, annotations.members(descriptor));
            }
        }
    }

    /** What one stands for. Immutable. */
    private static final class Meaning {
        private final Map<String, Map<String, List<String>>> parts;
        private final List<Alias> aliases;

        Meaning(Map<String, Map<String, List<String>>> parts, List<Alias> aliases) {
            this.parts = parts;
            this.aliases = aliases;
        }

        void addTo(Annotations annotations, Map<String, List<String>> said) {
            for (Map.Entry<String, Map<String, List<String>>> part : parts.entrySet()) {
                if (!annotations.has(part.getKey())) {
                    Map<String, List<String>> all = annotations.add(part.getKey());
                    all.putAll(part.getValue());
                    for (Alias alias : aliases) {
                        alias.addTo(all, said);
                    }
                }
            }
        }
    }

    /** A member that stands for another's. Immutable. */
    private static final class Alias {
        private final String member;
        private final String attribute;
        private final List<String> byDefault;

        Alias(String member, String attribute, List<String> byDefault) {
            this.member = member;
            this.attribute = attribute;
            this.byDefault = byDefault;
        }

        void addTo(Map<String, List<String>> all, Map<String, List<String>> said) {
            List<String> texts = said.getOrDefault(member, byDefault);
            if (!texts.isEmpty()) {
                all.put(attribute, texts);
            }
        }
    }
}
