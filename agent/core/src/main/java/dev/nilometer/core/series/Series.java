package dev.nilometer.core.series;

import dev.nilometer.model.Account;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Summary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series: its name and number, what it holds since the process started, what waits to be sketched, and its part of
 * the row budget. Belongs to nilometer-drain; the name is immutable.
 */
public final class Series {
    /** Object, row share, name with three labels, entries in list, map and table. */
    static final long NAME_BYTES = 640;

    private final SeriesKey key;
    private final int number;
    private final boolean overflow;
    private final LiveValues live;
    private final @Nullable MinuteLimit slow;
    private int[] keys = new int[0];
    private long last;
    private @Nullable Summary pending;
    private long pendingFromMicros;

    /** What the budget keeps for it. */
    public final RowShare share = new RowShare();

    Series(SeriesKey key, int number, boolean overflow, LiveValues live) {
        this.key = key;
        this.number = number;
        this.overflow = overflow;
        this.live = live;
        this.slow = key.type() == MetricType.PROCESSING_TIME ? new MinuteLimit() : null;
    }

    /** Its name. */
    public SeriesKey key() {
        return key;
    }

    /** Its number in the dictionary. */
    public int number() {
        return number;
    }

    boolean isOverflow() {
        return overflow;
    }

    /** One more key of the record path leads here. */
    void lead(int recordKey) {
        keys = Arrays.copyOf(keys, keys.length + 1);
        keys[keys.length - 1] = recordKey;
        share.threshold = -1;
    }

    /** The keys of the record path that lead here; shared, not to be changed. */
    public int[] keys() {
        return keys;
    }

    /** Counts one value, base units. */
    public void add(long value) {
        live.add(value);
        last = value;
    }

    /** Counts folded values; the largest stands for the latest. */
    public void addFold(int bin, boolean aboveBound, long count, long sum, long max) {
        live.addFold(bin, aboveBound, count, sum);
        last = max;
    }

    /** What is slow here; null for series that are no durations. */
    public @Nullable MinuteLimit slow() {
        return slow;
    }

    /** Values since the process started. */
    public long count() {
        return live.count();
    }

    /** The summary that waits for the next batch; null when none does. */
    public @Nullable Summary pending() {
        return pending;
    }

    /** Start of the quarter of an hour that {@link #pending} belongs to, microseconds. */
    public long pendingFromMicros() {
        return pendingFromMicros;
    }

    /** Begins a summary, or with null ends it. */
    public void pending(long fromMicros, @Nullable Summary summary) {
        pendingFromMicros = fromMicros;
        pending = summary;
    }

    /** Heap that it takes, its name and its places in tables included. */
    long heapBytes() {
        Summary waiting = pending;
        return NAME_BYTES
                + 4L * keys.length
                + live.heapBytes()
                + (slow == null ? 0 : slow.heapBytes())
                + (waiting == null ? 0 : waiting.heapBytes());
    }

    Account.SeriesAccount account() {
        return new Account.SeriesAccount(key, live.account(), last);
    }
}
