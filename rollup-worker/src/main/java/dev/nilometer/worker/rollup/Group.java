package dev.nilometer.worker.rollup;

import dev.nilometer.model.SeriesKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of one metric: what a fact is about. The labels key names the full label set that the group stands for
 * if no other set falls into it; it follows from dimension and value, and is null where it can be none. Immutable.
 */
record Group(
        String service,
        String environment,
        String metric,
        String dimensionType,
        String dimensionValue,
        @Nullable String labelsKey,
        long divisor) {

    private static final String ALL = "all";
    private static final String LABELS = "labels";
    private static final int MAX_VALUE_BYTES = 1_000;

    /** All series of a metric. */
    static Group all(SeriesInfo series) {
        return of(series, ALL, "", null);
    }

    /** All series of a metric with this value of this label. */
    static Group label(SeriesInfo series, String label, String value) {
        String labelsKey = SeriesKey.named(series.metric(), label, value).labelsKey();
        return of(series, label, value, labelsKey);
    }

    /** All series of a metric with these values of these labels. */
    static Group joined(SeriesInfo series, String labels, String values) {
        return of(series, labels, cut(values), null);
    }

    /** One series. */
    static Group fullSet(SeriesInfo series) {
        return of(series, LABELS, series.labelsKey(), series.labelsKey());
    }

    private static Group of(SeriesInfo series, String dimensionType, String value, @Nullable String labelsKey) {
        return new Group(
                series.service(),
                series.environment(),
                series.metric(),
                dimensionType,
                value,
                labelsKey,
                series.divisor());
    }

    /** Two long labels joined are cut at a character; values that only differ beyond it share the group. */
    private static String cut(String value) {
        String cut = value;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    /** True for the group of a full label set. */
    boolean isFullSet() {
        return dimensionType.equals(LABELS);
    }

    /** The group of the full label set that a single label may equal; null for all other groups. */
    @Nullable
    Group twin() {
        return labelsKey == null || isFullSet()
                ? null
                : new Group(service, environment, metric, LABELS, labelsKey, labelsKey, divisor);
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
