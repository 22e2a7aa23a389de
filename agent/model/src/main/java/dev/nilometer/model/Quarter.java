package dev.nilometer.model;

/** A quarter of an hour: no sketch row crosses its end, so every zone's hours can be made of whole ones. */
public final class Quarter {
    /** Its length. */
    public static final long MICROS = 15L * 60 * 1_000_000;

    private Quarter() {}

    /** Start of the quarter that holds this instant, microseconds since 1970 UTC. */
    public static long startOf(long atMicros) {
        return Math.floorDiv(atMicros, MICROS) * MICROS;
    }
}
