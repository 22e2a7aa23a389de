package dev.nilometer.worker.rollup;

import dev.nilometer.model.Summary;
import dev.nilometer.worker.rollup.ActorStore.ActorKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows and sketch rows of one span out of one snapshot and folds them. Used once, by one thread. */
final class HourReader {
    private static final String SAMPLES = "SELECT series_id, value FROM sample_rows WHERE ";
    private static final String SAMPLE_SKETCHES =
            "SELECT series_id, count, sum, min, max, sketch FROM sample_sketches WHERE ";

    private final Connection connection;
    private final Dictionaries dictionaries;
    private final HourFold fold;
    private final SketchRows sketchRows = new SketchRows();
    private final ExecutionReader executions;
    private final Map<Integer, @Nullable SeriesFold> bySeries = new HashMap<>();
    private long samples;

    /** @param maxValues values kept one by one at most */
    HourReader(Connection connection, Dictionaries dictionaries, int maxValues) {
        this.connection = connection;
        this.dictionaries = dictionaries;
        this.fold = new HourFold(maxValues);
        this.executions = new ExecutionReader(dictionaries, fold, sketchRows);
    }

    /** Reads all four kinds of rows of the span. */
    HourReader read(Span span) throws SQLException {
        dictionaries.refresh(connection);
        String rows = within("at", span);
        String sketches = within("\"from\"", span);
        CopyOut.read(connection, SAMPLES + rows, this::sample);
        CopyOut.read(connection, ExecutionReader.ROWS + rows, executions::row);
        CopyOut.read(connection, SAMPLE_SKETCHES + sketches, this::sampleSketch);
        CopyOut.read(connection, ExecutionReader.SKETCHES + sketches, executions::sketch);
        return this;
    }

    /** What was folded. */
    HourFold fold() {
        return fold;
    }

    /** What each actor did. */
    Map<ActorKey, ActorFold> actors() {
        return executions.actors();
    }

    /** Records read: rows, and records inside sketch rows; an execution is one. */
    long records() {
        return samples + executions.records();
    }

    /** Sketches that could not be read. */
    int unreadable() {
        return sketchRows.unreadable();
    }

    /** Instants as constants: COPY takes no parameters, and these are ours. */
    private static String within(String column, Span span) {
        return column + " >= '" + literal(span.start()) + "' AND " + column + " < '" + literal(span.end()) + "'";
    }

    private static String literal(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void sample(CopyOut row) {
        SeriesFold target = seriesFold(row.nextInt());
        long value = row.nextLong();
        if (target != null) {
            fold.add(target, value);
            samples++;
        }
    }

    private void sampleSketch(CopyOut row) {
        SeriesFold target = seriesFold(row.nextInt());
        Summary summary = sketchRows.next(row);
        if (target != null) {
            target.addSketched(summary);
            samples += summary.count();
        }
    }

    /** Null for a series that the dictionary does not know: its rows can be given to nobody. */
    private @Nullable SeriesFold seriesFold(int series) {
        SeriesFold target = bySeries.get(series);
        if (target == null && !bySeries.containsKey(series)) {
            SeriesInfo info = dictionaries.series(series);
            target = info == null ? null : fold.of(info);
            bySeries.put(series, target);
        }
        return target;
    }
}
