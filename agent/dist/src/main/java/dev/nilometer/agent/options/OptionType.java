package dev.nilometer.agent.options;

/** What an option's text must look like. Immutable; {@link #check} says in one clause what was expected instead. */
public enum OptionType {
    BOOLEAN("true or false", ""),
    DURATION("a duration such as 200ms, 5s or 2h", "ns, us, ms, s, m, h, d"),
    SIZE("a size such as 64MiB", "B, KiB, MiB, GiB"),
    COUNT("a whole number", ""),
    RATE("a whole number or unlimited", "rows per second"),
    FRACTION("a number from 0 to 1", ""),
    PORT("a port from 0 to 65535", ""),
    HOST("a host name or address", ""),
    URL("a jdbc:postgresql: URL", ""),
    CHECK("a tcp://, http://, redis:// or jdbc:postgresql: address", ""),
    TEXT("a text", ""),
    NAME_PREFIX("the beginning of a metric's name: letters, digits and _, no digit first", ""),
    SECRET("a text, never shown", ""),
    FILE("a file", ""),
    FOLDER("a folder", ""),
    LIST("a list, separated by commas", ""),
    BUCKETS("growing numbers, separated by commas", "seconds"),
    PRICE("two numbers such as 3/15: input/output", "USD per million tokens"),
    LEVEL("off, warn, info or debug", "");

    private final String expectation;
    private final String unit;

    OptionType(String expectation, String unit) {
        this.expectation = expectation;
        this.unit = unit;
    }

    /** What is expected, as the rest of a sentence that begins with "is not". */
    public String expectation() {
        return expectation;
    }

    /** The units in which it may be written, or in which it is understood; empty when there is none. */
    public String unit() {
        return unit;
    }

    /** True when values must never be shown, not even in part. */
    public boolean isSecret() {
        return this == SECRET;
    }

    /** Throws {@link IllegalArgumentException} when the text is not of this type. */
    void check(String text) {
        switch (this) {
            case BOOLEAN:
                Amounts.bool(text);
                break;
            case DURATION:
            case SIZE:
            case COUNT:
            case PORT:
            case RATE:
                amount(text);
                break;
            case FRACTION:
                Amounts.between(0, 1, Double.parseDouble(text));
                break;
            case BUCKETS:
                Amounts.growing(text);
                break;
            case PRICE:
                Amounts.pair(text);
                break;
            case LEVEL:
                Level.of(text);
                break;
            case NAME_PREFIX:
                refuseWhen(!text.matches("([a-zA-Z_][a-zA-Z0-9_]*)?"));
                break;
            case HOST:
            case FILE:
            case FOLDER:
                refuseWhen(text.isEmpty() || text.indexOf('\0') >= 0);
                break;
            case URL:
                refuseWhen(!text.startsWith("jdbc:postgresql:"));
                break;
            case CHECK:
                refuseWhen(!isAddress(text));
                break;
            case TEXT:
            case SECRET:
            case LIST:
                break;
        }
    }

    /** The text as a number in base units: nanoseconds, bytes, or a count; only of types that are amounts. */
    long amount(String text) {
        switch (this) {
            case DURATION:
                return Amounts.nanos(text);
            case SIZE:
                return Amounts.bytes(text);
            case PORT:
                return (long) Amounts.between(0, 65_535, (double) Amounts.count(text));
            case RATE:
                return text.equals("unlimited") ? Long.MAX_VALUE : Amounts.count(text);
            case COUNT:
                return Amounts.count(text);
            default:
                throw new IllegalArgumentException(text);
        }
    }

    /** True for the types that {@link #amount} understands. */
    boolean isAmount() {
        return this == DURATION || this == SIZE || this == PORT || this == RATE || this == COUNT;
    }

    private static boolean isAddress(String text) {
        return text.startsWith("tcp://")
                || text.startsWith("http://")
                || text.startsWith("redis://")
                || text.startsWith("jdbc:postgresql:");
    }

    private static void refuseWhen(boolean wrong) {
        if (wrong) {
            throw new IllegalArgumentException();
        }
    }
}
