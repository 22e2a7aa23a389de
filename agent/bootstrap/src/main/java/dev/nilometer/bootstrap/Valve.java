package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the caller's thread what becomes a row. The drain sets it at each pass; recorders read it plainly, so a
 * change is seen a moment later.
 *
 * <p>Inside a kept execution every sample is a row, inside any other none is; about a note the drain decides. Outside executions a sample is a row when
 * it reaches its key's threshold, or failed and the threshold is not {@link #NONE}. What is no row folds.
 */
public final class Valve {
    /** Threshold: every record is a row. */
    public static final long EVERY = 0;

    /** Threshold: no record is a row, errors included. */
    public static final long NONE = Long.MAX_VALUE;

    /** Grant: every execution may be kept. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final int CHUNK_BITS = 8;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final long[] @Nullable [] THRESHOLDS = new long[Keys.LIMIT / CHUNK + 2][];
    private static final VarHandle GRANT;

    private static volatile long initial = EVERY;
    private static volatile long grant = UNLIMITED;

    static {
        try {
            GRANT = MethodHandles.lookup().findStaticVarHandle(Valve.class, "grant", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Valve() {}

    /** From which value on a sample of this key, outside executions, is a row: {@link #EVERY}, a value, {@link #NONE}. */
    public static long threshold(int key) {
        long[] chunk = THRESHOLDS[key >>> CHUNK_BITS];
        return chunk == null ? initial : chunk[key & CHUNK - 1];
    }

    /** Sets the threshold of a key; for the drain alone. */
    public static void set(int key, long threshold) {
        long[] chunk = THRESHOLDS[key >>> CHUNK_BITS];
        if (chunk != null) {
            chunk[key & CHUNK - 1] = threshold;
        }
    }

    /** The threshold that keys have until they are set for the first time; {@link #EVERY} at start. */
    public static void setInitial(long threshold) {
        initial = threshold;
    }

    /** How many executions may be kept until the next call; {@link #UNLIMITED} for all, 0 for none. */
    public static void grantExecutions(long executions) {
        grant = executions;
    }

    /** What is left of the last grant; negative when recorders asked for more. */
    public static long granted() {
        return grant;
    }

    /** True when the execution that starts now is kept; uses up one of the grant. */
    static boolean takeGrant() {
        long left = (long) GRANT.getOpaque();
        if (left == UNLIMITED || left <= 0) {
            return left > 0;
        }
        return (long) GRANT.getAndAdd(-1L) > 0;
    }

    /** Makes room for a key before anyone may ask for it; called under the lock of {@link Keys}. */
    static void prepare(int key) {
        int index = key >>> CHUNK_BITS;
        long[] chunk = THRESHOLDS[index];
        if (chunk == null) {
            chunk = new long[CHUNK];
            Arrays.fill(chunk, initial);
            THRESHOLDS[index] = chunk;
        }
        chunk[key & CHUNK - 1] = initial;
    }
}
