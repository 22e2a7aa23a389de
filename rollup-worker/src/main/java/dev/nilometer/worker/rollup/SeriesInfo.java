package dev.nilometer.worker.rollup;

import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a series measures and where. Executions have series too, one for each execution metric and (actor, queue,
 * outcome), though no sample ever carries them. Immutable.
 */
record SeriesInfo(
        String service, String environment, String metric, Map<String, String> labels, String labelsKey, long divisor) {

    /** Written out: what a record makes of itself starts machinery that takes longer than the roll-up of an hour. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesInfo that
                && labelsKey.equals(that.labelsKey)
                && metric.equals(that.metric)
                && service.equals(that.service)
                && environment.equals(that.environment);
    }

    @Override
    public int hashCode() {
        return (labelsKey.hashCode() * 31 + metric.hashCode()) * 31 + service.hashCode();
    }

    /** The series of an execution metric. */
    static SeriesInfo ofExecutions(MetricType metric, GroupInfo group) {
        String queue = group.queue().isEmpty() ? null : group.queue();
        SeriesKey key = SeriesKey.of(metric, "actor", group.actor(), "queue", queue, "outcome", group.status());
        return new SeriesInfo(
                group.service(),
                group.environment(),
                key.metric(),
                key.labels(),
                key.labelsKey(),
                metric.viewDivisor());
    }

    /** The series that counts notes about items. */
    static SeriesInfo ofNotes(GroupInfo group) {
        return new SeriesInfo(group.service(), group.environment(), "item_note", Map.of(), "", 1);
    }
}
