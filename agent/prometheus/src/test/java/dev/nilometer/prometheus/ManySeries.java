package dev.nilometer.prometheus;

import dev.nilometer.model.Account;
import dev.nilometer.model.BinMapping;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.NativeBuckets;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import dev.nilometer.model.ValueAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * An account as large as it gets by default: each of its series a histogram of durations, with native buckets as wide as
 * the drain makes them when there are so many.
 */
final class ManySeries {
    static final long[] BOUNDS = nanos(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300);

    private ManySeries() {}

    private static long[] nanos(double... seconds) {
        long[] nanos = new long[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            nanos[i] = Math.round(seconds[i] * 1e9);
        }
        return nanos;
    }

    /** So many series of 1,000 durations between about 1 ms and 10 s. */
    static Account of(int series) {
        List<Account.SeriesAccount> all = new ArrayList<>(series);
        Random random = new Random(1);
        for (int i = 0; i < series; i++) {
            long[] values = random.doubles(1_000)
                    .mapToLong(d -> (long) (1e6 * Math.exp(9 * d)))
                    .toArray();
            SeriesKey key = SeriesKey.of(
                    MetricType.PROCESSING_TIME,
                    "actor",
                    "process_email_" + i / 10,
                    "stage",
                    "extraction_" + i % 10,
                    "outcome",
                    "success");
            all.add(new Account.SeriesAccount(key, durations(i < 400 ? 5 : i < 1_200 ? 4 : 2, values), 0));
        }
        Map<RecordKind, Totals> totals = new EnumMap<>(RecordKind.class);
        totals.put(RecordKind.SAMPLE, Totals.of(series * 1_000L, 0, series * 1_000L, 0, Map.of()));
        return new Account(1, all, List.of(), List.of(), totals, List.of());
    }

    /** One series of every type, one group and one actor: so that every metric is shown. */
    static Account everyMetric() {
        List<Account.SeriesAccount> series = new ArrayList<>();
        for (MetricType type : MetricType.values()) {
            if (type.label() != null) {
                series.add(new Account.SeriesAccount(SeriesKey.of(type, "actor", "a"), durations(6, 1, 2, 3), 1));
            }
        }
        Account.GroupAccount group =
                new Account.GroupAccount(GroupKey.of("a", "q", false, ""), durations(6, 5), durations(6, 7));
        Map<RecordKind, Totals> totals = new EnumMap<>(RecordKind.class);
        totals.put(RecordKind.SAMPLE, Totals.of(3, 1, 2, 0, Map.of()));
        List<SelfReading> readings = new ArrayList<>();
        for (SelfMetric metric : SelfMetric.values()) {
            if (metric != SelfMetric.BUILD_INFO) {
                String[] values = new String
                        [metric.labelNames().isEmpty() ? 0 : metric.labelNames().split(",").length];
                Arrays.fill(values, "x");
                readings.add(SelfReading.of(metric, 1, values));
            }
        }
        return new Account(
                1, series, List.of(group), List.of(new Account.ActorAccount("a", 1, 1, 1)), totals, readings);
    }

    /** What the drain would give for these durations, in native buckets of this schema. */
    static ValueAccount durations(int schema, long... nanos) {
        long[] counts = new long[BOUNDS.length + 1];
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        long sum = 0;
        long zeros = 0;
        for (long value : nanos) {
            int bucket = 0;
            while (bucket < BOUNDS.length && value > BOUNDS[bucket]) {
                bucket++;
            }
            counts[bucket]++;
            sum += value;
            if (value == 0) {
                zeros++;
            } else {
                buckets.merge(NativeBuckets.indexOf(BinMapping.binOf(value), schema), 1L, Long::sum);
            }
        }
        NativeBuckets.Builder builder = new NativeBuckets.Builder(schema, zeros, buckets.size());
        buckets.forEach(builder::add);
        return new ValueAccount(nanos.length, sum, BOUNDS, counts).with(builder.build(), List.of());
    }
}
