package dev.nilometer.it.start;

import dev.nilometer.it.HostJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** One of many wrong configurations: a fault and the place where it is written. Immutable. */
record WrongConfiguration(Place place, String key, String text) {
    /** Where options may be written. */
    enum Place {
        ARGUMENT,
        PROPERTY,
        ENVIRONMENT,
        FILE
    }

    private static final List<String> KEYS = List.of(
            "http.prot",
            "servce",
            "db-url",
            "x",
            "spool.dirr",
            "SEND",
            "q".repeat(3_000),
            "schlüssel",
            "\u001b[31m",
            "price",
            "ready.",
            "instrument.enabled");

    private static final List<String> SETTINGS = List.of(
            "http.port=99999",
            "http.port=-1",
            "http.port=\u0661",
            "send=soon",
            "send=99999999999h",
            "flush=1",
            "spool.max=12",
            "spool.max=1e9",
            "rows.per-second=many",
            "series.max=0",
            "confidence.high=NaN",
            "buckets=3,2,1",
            "buckets=,",
            "enabled=perhaps",
            "metrics.jvm=ja",
            "log.level=\u0007shout",
            "db.url=jdbc:mysql://u:p@h/d",
            "db.url=" + "x".repeat(20_000),
            "ready.x=ftp://h",
            "price.gpt=cheap",
            "config=/does/not/exist",
            "config=/",
            "config=/dev/zero",
            "config=/proc/self/exe");

    /** As many as wanted, the same for the same seed. */
    static List<WrongConfiguration> several(int count, long seed) {
        Random random = new Random(seed);
        List<Place> places = List.of(Place.values());
        return Stream.generate(() -> of(places.get(random.nextInt(places.size())), random))
                .filter(WrongConfiguration::canBeWritten)
                .limit(count)
                .toList();
    }

    private static WrongConfiguration of(Place place, Random random) {
        if (random.nextInt(3) == 0) {
            return new WrongConfiguration(place, KEYS.get(random.nextInt(KEYS.size())), "1");
        }
        String setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
        int equals = setting.indexOf('=');
        return new WrongConfiguration(place, setting.substring(0, equals), setting.substring(equals + 1));
    }

    /** A file cannot name another file, every host has a port by its environment, and a variable in any case is right. */
    private boolean canBeWritten() {
        return switch (place) {
            case FILE -> !key.matches("config|http\\.port");
            case ENVIRONMENT -> !key.matches("SEND|db-url|price|ready\\.|instrument\\.enabled");
            default -> true;
        };
    }

    /** Writes it down for this host. */
    void writeTo(HostJvm.Builder host, Path folder) throws IOException {
        switch (place) {
            case ARGUMENT -> host.agent(key + "=" + text);
            case PROPERTY -> host.agent("").option("-Dnilometer." + key + "=" + text);
            case ENVIRONMENT ->
                host.agent("")
                        .variable("NILOMETER_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), text);
            case FILE -> {
                Path file = Files.writeString(
                        folder.resolve("options.properties"), key + "=" + text + "\n", StandardCharsets.UTF_8);
                host.agent("config=" + file);
            }
        }
    }

    @Override
    public String toString() {
        String whole = key + "=" + text;
        return place + " " + whole.substring(0, Math.min(60, whole.length()));
    }
}
