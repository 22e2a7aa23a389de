package dev.nilometer.core.series;

import dev.nilometer.bootstrap.KeyInfo;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.bootstrap.SelfCounter;
import dev.nilometer.model.Account;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All series of this process, by number and by key of the record path. At the limit a new label set is counted in the
 * overflow series of its metric: one per metric, label {@code overflow=true}; beyond 100 names of their own, values share
 * one. Grown by nilometer-drain; {@link #name} may be called from every thread.
 */
public final class SeriesTable {
    private static final int OWN_OVERFLOWS = 100;

    private final int max;
    private final SeriesMemory memory;
    private final DurationHistograms durations;
    private final NumberedList<Series> all = new NumberedList<>();
    private final Map<SeriesKey, Series> byName = new HashMap<>();
    private final List<Series> overflows = new ArrayList<>();
    private @Nullable Series[] byKey = new Series[256];

    /** An empty table for so many series, the overflow series aside, while there is memory for them. */
    public SeriesTable(int max, SeriesMemory memory, DurationHistograms durations) {
        this.max = max;
        this.memory = memory;
        this.durations = durations;
    }

    /** The series that a key leads to; made at first sight. */
    public Series ofKey(int key) {
        if (key < byKey.length) {
            Series known = byKey[key];
            if (known != null) {
                return known;
            }
        }
        return firstSight(key);
    }

    private Series firstSight(int key) {
        if (key >= byKey.length) {
            byKey = Arrays.copyOf(byKey, Math.max(key + 1, byKey.length * 2));
        }
        KeyInfo info = Keys.info(key);
        MetricType type = MetricType.ofCode(info.metricCode());
        Series series = info.isOverflow() ? overflowOf(type, info.name()) : named(type, info);
        series.lead(key);
        byKey[key] = series;
        return series;
    }

    private Series named(MetricType type, KeyInfo info) {
        SeriesKey name = type == MetricType.VALUE
                ? SeriesKey.named(info.name(), info.labels())
                : SeriesKey.of(type, info.labels());
        Series known = byName.get(name);
        if (known != null) {
            if (!asMap(info).equals(asMap(Keys.info(known.keys()[0])))) {
                SelfCounter.LABEL_COLLISIONS.increment();
            }
            return known;
        }
        boolean room = all.size() - overflows.size() < max && memory.takeOne();
        return room ? add(name, false) : overflowOf(type, info.name());
    }

    private static Map<String, String> asMap(KeyInfo info) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i + 1 < info.labels().length; i += 2) {
            labels.put(info.labels()[i], info.labels()[i + 1]);
        }
        return labels;
    }

    private Series overflowOf(MetricType type, String ownName) {
        SeriesKey name = type != MetricType.VALUE
                ? SeriesKey.of(type, "overflow", "true")
                : SeriesKey.named(overflows.size() < OWN_OVERFLOWS ? ownName : "overflow", "overflow", "true");
        Series known = byName.get(name);
        return known != null ? known : add(name, true);
    }

    private Series add(SeriesKey name, boolean overflow) {
        Series series = new Series(name, all.size() + 1, overflow, valuesOf(name.type()));
        try {
            byName.put(name, series);
            if (overflow) {
                overflows.add(series);
            }
            all.add(series);
        } catch (OutOfMemoryError e) {
            // Known everywhere or nowhere.
            byName.remove(name);
            overflows.remove(series);
            throw e;
        }
        return series;
    }

    private LiveValues valuesOf(MetricType type) {
        switch (type) {
            case PROCESSING_TIME:
                return LiveValues.of(durations);
            case CONFIDENCE_SCORE:
                return LiveValues.of(ClassicBuckets.CONFIDENCE);
            default:
                return LiveValues.of(ClassicBuckets.ALL_IN_ONE);
        }
    }

    /** The name behind a number; from every thread. */
    public SeriesKey name(int number) {
        return all.get(number).key();
    }

    /** Number of series, the overflow series included. */
    public int size() {
        return all.size();
    }

    /** The series with this number, from 1 to {@link #size}. */
    public Series at(int number) {
        return all.get(number);
    }

    /** Records that were counted in overflow series. */
    public long overflowed() {
        long sum = 0;
        for (Series series : overflows) {
            sum += series.count();
        }
        return sum;
    }

    /** Heap that all of them take. */
    long heapBytes() {
        long bytes = 4L * byKey.length;
        for (int number = 1; number <= size(); number++) {
            bytes += at(number).heapBytes();
        }
        return bytes;
    }

    /** What every series holds right now. */
    public List<Account.SeriesAccount> accounts() {
        List<Account.SeriesAccount> accounts = new ArrayList<>(size());
        for (int number = 1; number <= size(); number++) {
            accounts.add(at(number).account());
        }
        return accounts;
    }
}
