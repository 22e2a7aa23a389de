package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;

/** Says what no database likes to hear, and ordinary things before, between and after it. Waits for a line on stdin. */
public final class Poison {
    /** NUL, lone surrogates of both kinds, and what an encoder may choke on beside them. */
    public static final String UNSAFE = "a\0b\uD800c\uDC00d\uDBFF";

    private Poison() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < 20; round++) {
            good("good-" + round);
            unsafe(UNSAFE + round);
            large("m".repeat(1 << 20));
            deep("deep-" + round);
        }
        System.out.println("said");
        int ignored = System.in.read();
    }

    @Actor("good")
    static void good(@ItemId String item) {
        Nilometer.value("weight", 1.5, "colour", "red");
    }

    @Actor("unsafe")
    static void unsafe(@ItemId String item) {
        Nilometer.value(UNSAFE, 1, UNSAFE, UNSAFE);
        Nilometer.put(UNSAFE, UNSAFE);
        Nilometer.user(UNSAFE);
        Nilometer.event(UNSAFE, UNSAFE, UNSAFE);
        Nilometer.error(UNSAFE);
    }

    @Actor("large")
    static void large(@ItemId String item) {
        Nilometer.value("large", 1, "label", "x".repeat(10_000));
        Nilometer.put("text", item);
        Nilometer.value("extreme", Double.NaN);
        Nilometer.value("extreme", Double.POSITIVE_INFINITY);
        Nilometer.value("extreme", Double.MAX_VALUE);
        Nilometer.value("extreme", -1);
        throwAway(item);
    }

    private static void throwAway(String message) {
        try {
            failing(message);
        } catch (IllegalStateException expected) {
            // it was thrown for its message
        }
    }

    @Actor("failing")
    static void failing(String message) {
        throw new IllegalStateException(message);
    }

    @Actor("deep")
    static void deep(@ItemId String item) {
        for (int i = 0; i < 5_000; i++) {
            Nilometer.put("key-" + i, "{\"a\":".repeat(50) + i);
        }
    }
}
