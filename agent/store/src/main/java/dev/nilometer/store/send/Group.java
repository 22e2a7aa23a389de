package dev.nilometer.store.send;

import dev.nilometer.model.Batch;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleRows;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.store.copy.CopyRows;
import dev.nilometer.store.copy.CopyTarget;
import dev.nilometer.store.copy.ExecutionCopy;
import dev.nilometer.store.copy.SampleCopy;
import dev.nilometer.store.spool.Frame;
import dev.nilometer.store.spool.Settled;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Frames that are stored by one transaction, as rows of their targets: what is late goes to the late tables, what is in
 * the future or without a series' id is set aside, and sketches of one series and quarter are merged. Its buffers are
 * reused from group to group. nilometer-send alone.
 */
final class Group {
    /** Rows of the future that are set aside one by one; more of them in one group are only counted. */
    private static final int DESCRIBED = 100;

    private final Map<CopyTarget, CopyRows> rows = new EnumMap<>(CopyTarget.class);
    private final List<Rejection> rejections = new ArrayList<>();
    private final CopyRows unwanted = new CopyRows(CopyTarget.SAMPLE_ROWS);
    private final CopyRows unwantedExecutions = new CopyRows(CopyTarget.EXECUTION_ROWS);
    private SketchMerge merge = new SketchMerge();
    private Settled after = Settled.start();
    private long undescribed;

    Group() {
        for (CopyTarget target : CopyTarget.values()) {
            rows.put(target, new CopyRows(target));
        }
    }

    /** Fills it with these frames, which follow upon what is settled. */
    void fill(List<Frame> frames, Settled before, IdCache ids, Greeting greeting, FleetSettings fleet) {
        rows.values().forEach(CopyRows::reset);
        rejections.clear();
        undescribed = 0;
        merge = new SketchMerge();
        Frame last = frames.get(frames.size() - 1);
        after = before.at(last.last(), last.batch());
        for (Frame frame : frames) {
            samples(frame.batch().samples(), ids, greeting.streamNo(), fleet);
            for (ExecutionRow row : frame.batch().executions()) {
                execution(row, ids, greeting.streamNo(), fleet);
            }
            sketches(frame.batch(), ids, fleet);
        }
        merge.sampleSketches()
                .forEach(sketch -> SampleCopy.sketch(
                        at(CopyTarget.SAMPLE_SKETCHES, sketch.fromMicros(), fleet),
                        sketch,
                        sketch.series(),
                        greeting.streamNo()));
        merge.executionSketches()
                .forEach(sketch -> ExecutionCopy.sketch(
                        at(CopyTarget.EXECUTION_SKETCHES, sketch.fromMicros(), fleet),
                        sketch,
                        sketch.group(),
                        greeting.streamNo()));
        if (undescribed > 0) {
            rejections.add(new Rejection("", "future", "and " + undescribed + " more"));
        }
    }

    private void samples(SampleRows samples, IdCache ids, int streamNo, FleetSettings fleet) {
        for (int i = 0; i < samples.size(); i++) {
            long at = samples.atMicros(i);
            int id = ids.series(samples.series(i));
            boolean future = at >= fleet.acceptUntilMicros();
            CopyRows to = future || id == 0 ? unwanted : at(CopyTarget.SAMPLE_ROWS, at, fleet);
            SampleCopy.row(to, at, samples.value(i), samples.execution(i), id, streamNo);
            if (to == unwanted) {
                setAside(unwanted, future);
            }
        }
    }

    private void execution(ExecutionRow row, IdCache ids, int streamNo, FleetSettings fleet) {
        int id = ids.group(row.group());
        boolean future = row.atMicros() >= fleet.acceptUntilMicros();
        CopyRows to = future || id == 0 ? unwantedExecutions : at(CopyTarget.EXECUTION_ROWS, row.atMicros(), fleet);
        ExecutionCopy.row(to, row, id, streamNo);
        if (to == unwantedExecutions) {
            setAside(unwantedExecutions, future);
        }
    }

    private void sketches(Batch batch, IdCache ids, FleetSettings fleet) {
        for (SampleSketch sketch : batch.sampleSketches()) {
            int id = ids.series(sketch.series());
            boolean future = sketch.fromMicros() >= fleet.acceptUntilMicros();
            if (future || id == 0) {
                lose(RecordKind.SAMPLE, future, 0, sketch.summary().count());
            } else {
                merge.add(sketch, id);
            }
        }
        for (ExecutionSketch sketch : batch.executionSketches()) {
            int id = ids.group(sketch.group());
            boolean future = sketch.fromMicros() >= fleet.acceptUntilMicros();
            if (future || id == 0) {
                lose(RecordKind.EXECUTION, future, 0, sketch.summary().count());
            } else {
                merge.add(sketch, id);
            }
        }
    }

    private void setAside(CopyRows single, boolean future) {
        if (rejections.size() < DESCRIBED) {
            rejections.add(new Rejection(
                    single.target().table(), future ? "future" : "its name was refused", single.describe(0)));
        } else {
            undescribed++;
        }
        lose(single.target().kind(), future, 1, 0);
        single.reset();
    }

    private void lose(RecordKind kind, boolean future, long lostRows, long lostSketched) {
        after = after.losing(kind, future ? DropReason.FUTURE : DropReason.REJECTED, lostRows, lostSketched);
    }

    private CopyRows at(CopyTarget target, long atMicros, FleetSettings fleet) {
        return rows(atMicros < fleet.acceptFromMicros() ? late(target) : target);
    }

    private static CopyTarget late(CopyTarget target) {
        switch (target) {
            case SAMPLE_ROWS:
                return CopyTarget.LATE_SAMPLE_ROWS;
            case EXECUTION_ROWS:
                return CopyTarget.LATE_EXECUTION_ROWS;
            case SAMPLE_SKETCHES:
                return CopyTarget.LATE_SAMPLE_SKETCHES;
            default:
                return CopyTarget.LATE_EXECUTION_SKETCHES;
        }
    }

    private CopyRows rows(CopyTarget target) {
        CopyRows found = rows.get(target);
        if (found == null) {
            throw new IllegalStateException("no rows for " + target);
        }
        return found;
    }

    /** The database refuses this row: it is left out, described and counted. */
    void reject(CopyRows of, int row, String reason) {
        of.leaveOut(row);
        rejections.add(new Rejection(of.target().table(), reason, of.describe(row)));
        boolean sketch = of.target().isSketches();
        long count = of.records(row);
        after = after.losing(of.target().kind(), DropReason.REJECTED, sketch ? 0 : count, sketch ? count : 0);
    }

    /** All targets, empty ones included. */
    Iterable<CopyRows> targets() {
        return rows.values();
    }

    /** What is set aside with it. */
    List<Rejection> rejections() {
        return rejections;
    }

    /** What holds once it is stored. */
    Settled after() {
        return after;
    }

    /** Rows to be stored, sketch rows included. */
    long size() {
        long size = 0;
        for (CopyRows target : rows.values()) {
            size += target.size();
        }
        return size;
    }

    HourSums hours() {
        HourSums hours = new HourSums();
        rows.values().forEach(hours::add);
        return hours;
    }

    /** The UTC days of its rows, but for late ones; ISO 8601. */
    List<String> days() {
        Set<String> days = new TreeSet<>();
        for (CopyRows target : rows.values()) {
            for (int row = 0; row < target.size() && !target.target().isLate(); row++) {
                long seconds = Math.floorDiv(target.atMicros(row), 1_000_000L);
                days.add(Instant.ofEpochSecond(seconds)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString());
            }
        }
        return new ArrayList<>(days);
    }
}
