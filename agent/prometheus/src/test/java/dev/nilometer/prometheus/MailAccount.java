package dev.nilometer.prometheus;

import dev.nilometer.model.Account;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import dev.nilometer.model.ValueAccount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An account in which every kind of metric stands once at least; the endpoint's tests know its numbers. */
final class MailAccount {
    private static final long[] BOUNDS = {5_000_000, 10_000_000, 300_000_000_000L};

    private MailAccount() {}

    static Account create() {
        ValueAccount durations = new ValueAccount(4, 20_000_000_000L, BOUNDS, new long[] {1, 1, 2, 0});
        Map<RecordKind, Totals> totals = new EnumMap<>(RecordKind.class);
        totals.put(RecordKind.SAMPLE, Totals.of(10, 4, 5, 0, Map.of(DropReason.INVALID, 1L)));
        return new Account(
                1,
                List.of(
                        series(
                                durations,
                                0,
                                MetricType.PROCESSING_TIME,
                                "actor",
                                "a",
                                "stage",
                                "s",
                                "outcome",
                                "success"),
                        series(sum(3), 7, MetricType.QUEUE_DEPTH, "queue", "inbox"),
                        series(
                                sum(812),
                                0,
                                MetricType.TOKEN_USAGE,
                                "model",
                                "m",
                                "operation",
                                "o",
                                "token_type",
                                "in",
                                "actor",
                                "a"),
                        series(
                                sum(8),
                                0,
                                MetricType.TOKEN_USAGE,
                                "model",
                                "m",
                                "operation",
                                "o",
                                "token_type",
                                "in",
                                "actor",
                                "b"),
                        series(sum(4_200_000), 0, MetricType.COST_USD, "actor", "a", "model", "m"),
                        series(sum(2), 0, MetricType.EVENT, "event", "breach", "reason", "x"),
                        series(sum(1), 0, MetricType.EVENT, "event", "approved"),
                        series(sum(5), 0, MetricType.EVENT, "overflow", "true")),
                List.of(
                        group(durations, GroupKey.of("a", "inbox", true, "IOException")),
                        group(durations, GroupKey.of("a", "inbox", true, "ParseException"))),
                List.of(new Account.ActorAccount("a", 2, 1.5, 1_700_000_000.25)),
                totals,
                List.of(SelfReading.of(SelfMetric.SERIES, 8)));
    }

    private static ValueAccount sum(long sum) {
        return new ValueAccount(1, sum, new long[0], new long[] {1});
    }

    private static Account.SeriesAccount series(ValueAccount values, long last, MetricType type, String... labels) {
        return new Account.SeriesAccount(SeriesKey.of(type, labels), values, last);
    }

    private static Account.GroupAccount group(ValueAccount durations, GroupKey key) {
        return new Account.GroupAccount(key, durations, durations);
    }
}
