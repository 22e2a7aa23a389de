package dev.nilometer.worker.rollup;

import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import java.util.Map;

/**
 * What a series measures and where. Executions have series too, one for each execution metric and (actor, queue,
 * outcome), though no sample ever carries them. Immutable.
 */
record SeriesInfo(
        String service, String environment, String metric, Map<String, String> labels, String labelsKey, long divisor) {

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
