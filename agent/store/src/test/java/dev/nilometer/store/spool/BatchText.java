package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.RecordKind;
import java.util.Arrays;

/** A batch as text with all that it says, so that two can be compared. */
final class BatchText {
    private BatchText() {}

    static String of(Batch batch, Dictionary dictionary) {
        StringBuilder text = new StringBuilder();
        for (RecordKind kind : RecordKind.values()) {
            text.append(batch.totals(kind)).append('\n');
        }
        for (int i = 0; i < batch.samples().size(); i++) {
            text.append(batch.samples().atMicros(i))
                    .append(' ')
                    .append(batch.samples().value(i));
            text.append(' ').append(batch.samples().execution(i)).append(' ');
            text.append(dictionary.series(batch.samples().series(i))).append('\n');
        }
        batch.executions()
                .forEach(row -> text.append(of(row))
                        .append(dictionary.group(row.group()))
                        .append('\n'));
        batch.sampleSketches()
                .forEach(sketch -> text.append(sketch.fromMicros())
                        .append(dictionary.series(sketch.series()))
                        .append(sketch.summary())
                        .append(Arrays.hashCode(sketch.summary().sketch().encode()))
                        .append('\n'));
        batch.executionSketches()
                .forEach(sketch -> text.append(sketch.fromMicros())
                        .append(dictionary.group(sketch.group()))
                        .append(of(sketch.summary()))
                        .append('\n'));
        return text.toString();
    }

    private static String of(ExecutionSummary summary) {
        return summary.latency() + " " + summary.waits() + " " + summary.tokens() + " " + summary.cost() + " "
                + summary.users() + " " + summary.interventions();
    }

    private static String of(ExecutionRow row) {
        return String.join(
                "|",
                "" + row.id(),
                "" + row.atMicros(),
                "" + row.latencyNanos(),
                "" + row.waitNanos(),
                "" + row.parentId(),
                "" + row.tokens(),
                "" + row.costNanoUsd(),
                row.itemId(),
                row.correlationId(),
                "" + row.userId(),
                "" + row.humanIntervention(),
                "" + row.attempt(),
                "" + row.stagesKept(),
                "" + row.errorMessage(),
                row.metadata().toString());
    }
}
