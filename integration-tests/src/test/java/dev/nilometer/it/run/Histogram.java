package dev.nilometer.it.run;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What lives in a host's heap, by class, after a full collection: {@code jcmd GC.class_histogram}. Immutable. */
final class Histogram {
    private final Map<String, long[]> byClass;

    private Histogram(Map<String, long[]> byClass) {
        this.byClass = byClass;
    }

    static Histogram of(HostJvm host) {
        Path jcmd = Jdks.current().resolve("bin").resolve("jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(host.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            Map<String, long[]> byClass = new HashMap<>();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length >= 4 && words[0].endsWith(":"))
                    .forEach(words -> byClass.merge(
                            words[3], new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])}, (one, other) ->
                                    new long[] {one[0] + other[0], one[1] + other[1]}));
            return new Histogram(byClass);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long instances(String className) {
        return byClass.getOrDefault(className, new long[2])[0];
    }

    /** Shallow bytes of all classes whose name fits. */
    long bytes(Predicate<String> names) {
        return byClass.entrySet().stream()
                .filter(entry -> names.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue()[1])
                .sum();
    }

    /** Bytes of everything that lives. */
    long bytes() {
        return bytes(name -> true);
    }
}
