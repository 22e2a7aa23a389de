package dev.nilometer.weaving;

import dev.nilometer.model.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of the option {@code instrument.methods}: {@code com.acme.Mailer#send}, {@code com.acme.jobs.*#run}.
 *
 * <p>Names classes and methods, with {@code *} for any characters but a dot and {@code **} for any; a method name stands
 * for all its overloads. A nested class is written as the JVM does, {@code com.acme.Mailer$Outbox}. Immutable.
 */
public final class MethodPattern {

    private final NamePattern className;
    private final NamePattern methodName;

    private MethodPattern(String className, String methodName) {
        this.className = NamePattern.of(className);
        this.methodName = NamePattern.of(methodName);
    }

    /**
     * Reads a list with commas between its entries. An entry that cannot be meant is left out, with one sentence that
     * says how to write it; the others count.
     */
    public static List<MethodPattern> parse(String list, Diagnostics diagnostics) {
        List<MethodPattern> patterns = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            String entry = item.trim();
            if (entry.isEmpty()) {
                continue;
            }
            String complaint = complaint(entry);
            if (complaint.isEmpty()) {
                int hash = entry.indexOf('#');
                patterns.add(new MethodPattern(entry.substring(0, hash), entry.substring(hash + 1)));
            } else {
                diagnostics.warn("instrument.methods: '" + entry + "' is left out: " + complaint);
            }
        }
        return List.copyOf(patterns);
    }

    /** What is wrong with an entry; empty when nothing is. */
    private static String complaint(String entry) {
        int hash = entry.indexOf('#');
        if (hash < 0) {
            return "it names no method; write com.acme.Mailer#send";
        }
        String type = entry.substring(0, hash);
        String method = entry.substring(hash + 1);
        if (method.indexOf('(') >= 0) {
            return "a name stands for all overloads; write it without the parameters";
        }
        if (method.startsWith("<")) {
            return "constructors cannot be timed; name a method";
        }
        if (type.indexOf('/') >= 0) {
            return "write dots between the packages, not slashes";
        }
        if (type.startsWith("*")) {
            return "it would open every class that is loaded; begin with a package";
        }
        return isDotted(type) && isPart(method) ? "" : "it is not a class and a method; write com.acme.Mailer#send";
    }

    private static boolean isDotted(String name) {
        for (String part : name.split("\\.", -1)) {
            if (!isPart(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPart(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) != '*' && !Character.isJavaIdentifierPart(part.charAt(i))) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    /** The pattern of the classes. */
    public NamePattern className() {
        return className;
    }

    /** True when a method of this name in this class is meant. */
    public boolean matches(String dottedClassName, String method) {
        return methodName.matches(method) && className.matches(dottedClassName);
    }

    @Override
    public String toString() {
        return className + "#" + methodName;
    }
}
