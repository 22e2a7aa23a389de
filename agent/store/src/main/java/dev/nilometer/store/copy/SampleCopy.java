package dev.nilometer.store.copy;

import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Summary;

/** Samples as rows of {@code sample_rows} and {@code sample_sketches}. Stateless. */
public final class SampleCopy {
    private SampleCopy() {}

    /**
     * Adds one sample.
     *
     * @param execution the execution it belongs to; 0 for none
     */
    public static void row(CopyRows rows, long atMicros, long value, long execution, int seriesId, int streamNo) {
        CopyBuffer out = rows.begin();
        out.timestamptz(atMicros);
        out.int8(value);
        out.int8OrNull(execution, 0);
        out.int4(seriesId);
        out.int4(streamNo);
        rows.end(atMicros, 1);
    }

    /** Adds one sketch; the series' id is the database's. */
    public static void sketch(CopyRows rows, SampleSketch sketch, int seriesId, int streamNo) {
        Summary summary = sketch.summary();
        CopyBuffer out = rows.begin();
        out.timestamptz(sketch.fromMicros());
        out.int4(seriesId);
        summary(out, summary);
        out.int4(streamNo);
        rows.end(sketch.fromMicros(), summary.count());
    }

    /** Count, sum, min, max and the sketch's bytes. */
    static void summary(CopyBuffer out, Summary summary) {
        out.int8(summary.count());
        out.int8(summary.sum());
        out.int8(summary.min());
        out.int8(summary.max());
        out.bytea(summary.sketch().encode());
    }
}
