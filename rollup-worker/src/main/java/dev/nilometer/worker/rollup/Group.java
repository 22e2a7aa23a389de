package dev.nilometer.worker.rollup;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of one metric: what a fact is about. The labels key names the full label set that the group stands for
 * if no other set falls into it; null where it can be none. It does not tell groups apart. Immutable.
 */
record Group(
        String service,
        String environment,
        String metric,
        String dimensionType,
        String dimensionValue,
        @Nullable String labelsKey,
        long divisor) {

    static final String ALL = "all";
    static final String LABELS = "labels";

    private static final int MAX_VALUE_BYTES = 1_000;

    static Group of(SeriesInfo series, String dimensionType, String value, @Nullable String labelsKey) {
        return new Group(
                series.service(),
                series.environment(),
                series.metric(),
                dimensionType,
                cut(value),
                labelsKey,
                series.divisor());
    }

    /** A value of two long labels is cut at a character; labels beyond it share the group. */
    private static String cut(String value) {
        String cut = value;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Group that
                && dimensionValue.equals(that.dimensionValue)
                && dimensionType.equals(that.dimensionType)
                && metric.equals(that.metric)
                && service.equals(that.service)
                && environment.equals(that.environment);
    }

    @Override
    public int hashCode() {
        return (metric.hashCode() * 31 + dimensionType.hashCode()) * 31 + dimensionValue.hashCode();
    }
}
