package dev.nilometer.prometheus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A strict reader of the text format: it takes nothing that the specification does not allow, no line twice, and no
 * metric in two places. Throws {@link IllegalArgumentException} with the line.
 */
final class Exposition {
    /** One line: a name, its labels in the order of the line, and a value; what follows the value is not read. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private String line = "";
    private int at;

    private Exposition() {}

    static List<Sample> read(String text) {
        Exposition exposition = new Exposition();
        check(text.endsWith("\n"), "no line feed at the end");
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            exposition.readLine(line);
        }
        return exposition.samples;
    }

    private void readLine(String next) {
        line = next;
        at = 0;
        if (line.startsWith("# TYPE ")) {
            String[] parts = line.split(" ");
            check(parts.length == 4 && types.put(parts[2], parts[3]) == null, line);
        } else if (!line.startsWith("# ")) {
            readSample();
        }
    }

    private void readSample() {
        String name = word("[a-zA-Z_:]", "[a-zA-Z0-9_:]");
        check(types.keySet().stream().reduce("", (a, b) -> b).length() > 0, "a sample before its type: " + line);
        String last = types.keySet().stream().reduce("", (a, b) -> b);
        check(name.startsWith(last), "a sample outside its metric: " + line);
        Map<String, String> labels = new LinkedHashMap<>();
        if (at < line.length() && line.charAt(at) == '{') {
            do {
                at++;
                String label = word("[a-zA-Z_]", "[a-zA-Z0-9_]");
                skip("=\"");
                check(labels.put(label, quoted()) == null, "a label twice: " + line);
            } while (at < line.length() && line.charAt(at) == ',');
            skip("}");
        }
        skip(" ");
        String value = line.substring(at).split(" ")[0];
        check(seen.add(name + labels), "a series twice: " + line);
        samples.add(new Sample(name, labels, Double.parseDouble(value.replace("Inf", "Infinity"))));
    }

    private String word(String first, String rest) {
        int begin = at;
        while (at < line.length() && line.substring(at, at + 1).matches(at == begin ? first : rest)) {
            at++;
        }
        check(at > begin, "no name: " + line);
        return line.substring(begin, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c == '\\') {
                char escaped = line.charAt(at++);
                check(escaped == 'n' || escaped == '\\' || escaped == '"', "an unknown escape: " + line);
                value.append(escaped == 'n' ? '\n' : escaped);
            } else {
                value.append(c);
            }
        }
        skip("\"");
        return value.toString();
    }

    private void skip(String expected) {
        check(line.startsWith(expected, at), "no " + expected + " at " + at + ": " + line);
        at += expected.length();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
