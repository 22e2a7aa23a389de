package dev.nilometer.bootstrap;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for what is measured: each metric with its labels has one key, for the life of the JVM. Reads are lock-free;
 * the first sight of a key takes a short lock. Bounded: at {@value #LIMIT} keys, or fewer ({@link #setLimit}), a new one becomes the overflow key of
 * its metric and is counted. Safe from every thread.
 *
 * <p>Metric codes are those of model.MetricType, and a contract with it; executions that fold use the codes from
 * {@link #EXECUTION_TIME} on, with the labels actor, queue, status and error_type.
 */
public final class Keys {
    /** A stage's duration, ns: labels actor, stage, outcome. */
    public static final int PROCESSING_TIME = 0;

    /** Items in a queue: label queue. */
    public static final int QUEUE_DEPTH = 1;

    /** One error: labels actor, stage, error_type. */
    public static final int ERROR_COUNT = 2;

    /** Tokens: labels model, operation, token_type. */
    public static final int TOKEN_USAGE = 3;

    /** nano-USD: labels actor, model. */
    public static final int COST_USD = 4;

    /** Millionths: label bucket. */
    public static final int CONFIDENCE_SCORE = 5;

    /** One event: label event and its attributes. */
    public static final int EVENT = 6;

    /** Millionths, under a name of its own: labels as given. */
    public static final int VALUE = 7;

    /** ns of an execution that folded; its count is the number of executions. */
    public static final int EXECUTION_TIME = 8;

    /** ns that the item of an execution that folded had waited. */
    public static final int QUEUE_WAIT = 9;

    /** Tokens of an execution that folded, if any. */
    public static final int EXECUTION_TOKENS = 10;

    /** nano-USD of an execution that folded, if any. */
    public static final int EXECUTION_COST = 11;

    /** 1 for an execution that folded and in which a human had to step in. Not a metric type. */
    public static final int EXECUTION_INTERVENTION = 12;

    /** Keys at most, the overflow keys aside. */
    public static final int LIMIT = 65_536;

    private static final int METRICS = 13;
    private static final int CHUNK_BITS = 8;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private static final ConcurrentHashMap<KeyInfo, KeyInfo> INTERNED = new ConcurrentHashMap<>();
    private static final KeyInfo[][] CHUNKS = new KeyInfo[(LIMIT + METRICS) / CHUNK + 1][];
    private static final Object LOCK = new Object();
    private static volatile int size;
    private static volatile int limit = LIMIT;
    private static volatile long bytes;

    static {
        for (int code = 0; code < METRICS; code++) {
            add(new KeyInfo(code, code == VALUE ? "overflow" : "", true));
        }
    }

    private Keys() {}

    /** Fewer keys than {@value #LIMIT}, for a drain that keeps fewer series; before the recorder starts. */
    public static void setLimit(int keys) {
        limit = Math.min(keys, LIMIT);
    }

    static int limit() {
        return limit;
    }

    /** What a key stands for. Throws {@link IllegalArgumentException} for a number that {@link #intern} never gave. */
    public static KeyInfo info(int key) {
        KeyInfo[] chunk = key < 1 || key > size ? null : CHUNKS[key >>> CHUNK_BITS];
        KeyInfo info = chunk == null ? null : chunk[key & CHUNK - 1];
        if (info == null) {
            throw new IllegalArgumentException("no key " + key);
        }
        return info;
    }

    /** Number of keys: they are 1 to this, inclusive. */
    public static int size() {
        return size;
    }

    /** Heap that all keys take, bytes. */
    static long bytes() {
        return bytes;
    }

    private static boolean hasRoom() {
        return size < limit + METRICS && bytes < Limits.KEY_BYTES;
    }

    /** The key that stands for all keys of this metric beyond the limit. */
    public static int overflow(int metricCode) {
        return metricCode + 1;
    }

    /** The key of a metric that needs no name, with labels by turns: name, value, name, value. */
    public static int intern(int metricCode, String... labels) {
        return intern(new KeyInfo(metricCode, "", false, labels));
    }

    /** The key of a value under the application's own name. */
    static int internValue(String name, String... labels) {
        return intern(new KeyInfo(VALUE, name, false, labels));
    }

    private static int intern(KeyInfo wanted) {
        KeyInfo known = INTERNED.get(wanted);
        if (known != null) {
            return known.key();
        }
        return hasRoom() ? internSlowly(wanted) : internBeyond(wanted);
    }

    private static int internSlowly(KeyInfo wanted) {
        synchronized (LOCK) {
            @Nullable KeyInfo known = INTERNED.get(wanted);
            if (known != null) {
                return known.key();
            }
            return hasRoom() ? add(wanted) : internBeyond(wanted);
        }
    }

    private static int internBeyond(KeyInfo wanted) {
        SelfCounter.KEYS_OVERFLOW.increment();
        return overflow(wanted.metricCode());
    }

    private static int add(KeyInfo info) {
        int key = size + 1;
        if (CHUNKS[key >>> CHUNK_BITS] == null) {
            CHUNKS[key >>> CHUNK_BITS] = new KeyInfo[CHUNK];
        }
        info.number(key);
        CHUNKS[key >>> CHUNK_BITS][key & CHUNK - 1] = info;
        Valve.prepare(key);
        size = key;
        long before = bytes;
        bytes = before + info.bytes();
        INTERNED.put(info, info);
        return key;
    }
}
