package dev.nilometer.worker.rollup;

import dev.nilometer.model.Summary;
import dev.nilometer.worker.rollup.ActorStore.ActorKey;
import dev.nilometer.worker.rollup.DayTables.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the rows and sketch rows of one span out of one snapshot and folds them. Used once, by one thread. */
final class HourReader {
    private static final String SAMPLES = "SELECT series_id, value FROM ";
    private static final String SAMPLE_SKETCHES = "SELECT series_id, count, sum, min, max, sketch FROM ";

    private static final int LOW_NUMBERS = 1 << 16;

    private final Connection connection;
    private final Dictionaries dictionaries;
    private final HourFold fold;
    private final SketchRows sketchRows = new SketchRows();
    private final ExecutionReader executions;
    /** By number, for the usual ones: a look-up for each row. */
    private @Nullable SeriesFold[] low = new SeriesFold[64];

    private final Map<Integer, @Nullable SeriesFold> bySeries = new HashMap<>();
    private long samples;

    /** @param maxValues values kept one by one at most */
    HourReader(Connection connection, Dictionaries dictionaries, int maxValues) {
        this.connection = connection;
        this.dictionaries = dictionaries;
        this.fold = new HourFold(maxValues);
        this.executions = new ExecutionReader(dictionaries, fold, sketchRows);
    }

    /** Reads all four kinds of rows of a span, which lies in one UTC day, out of that day's tables. */
    HourReader read(Span span) throws SQLException {
        DayTables day = DayTables.of(span.start());
        return read(target -> day.name(target) + " WHERE " + within(target.instant(), span));
    }

    /** Reads the rows of a span, which lies in one UTC day, and no sketch rows; may be called for several. */
    HourReader readRows(Span span) throws SQLException {
        DayTables day = DayTables.of(span.start());
        dictionaries.refresh(connection);
        String within = " WHERE " + within("at", span);
        CopyOut.read(connection, SAMPLES + day.name(Target.SAMPLE_ROWS) + within, this::sample);
        CopyOut.read(connection, ExecutionReader.ROWS + day.name(Target.EXECUTION_ROWS) + within, executions::row);
        return this;
    }

    /** Reads the rows of a span that came too late. */
    HourReader readLate(Span span) throws SQLException {
        return read(target -> target.late() + " WHERE " + within(target.instant(), span));
    }

    private HourReader read(Function<Target, String> from) throws SQLException {
        dictionaries.refresh(connection);
        CopyOut.read(connection, SAMPLES + from.apply(Target.SAMPLE_ROWS), this::sample);
        CopyOut.read(connection, ExecutionReader.ROWS + from.apply(Target.EXECUTION_ROWS), executions::row);
        CopyOut.read(connection, SAMPLE_SKETCHES + from.apply(Target.SAMPLE_SKETCHES), this::sampleSketch);
        CopyOut.read(connection, ExecutionReader.SKETCHES + from.apply(Target.EXECUTION_SKETCHES), executions::sketch);
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
    static String within(String column, Span span) {
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
        SeriesFold known = series >= 0 && series < low.length ? low[series] : null;
        return known != null ? known : lookUp(series);
    }

    private @Nullable SeriesFold lookUp(int series) {
        SeriesFold target = bySeries.get(series);
        if (target == null && !bySeries.containsKey(series)) {
            SeriesInfo info = dictionaries.series(series);
            target = info == null ? null : fold.of(info);
            bySeries.put(series, target);
            if (series >= 0 && series < LOW_NUMBERS) {
                low = series < low.length ? low : Arrays.copyOf(low, Math.max(series + 1, low.length * 2));
                low[series] = target;
            }
        }
        return target;
    }
}
