package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.util.List;

/** The percentiles that every fact has, in the unit of the views. Immutable. */
record Percentiles(double p50, double p90, double p95, double p99) {
    private static final double[] SHARES = {0.5, 0.9, 0.95, 0.99};

    /** Exact ones, of the first {@code size} values, whose order changes. */
    static Percentiles exact(long[] values, int size, long divisor) {
        return of(Selection.percentiles(values, size, SHARES, divisor));
    }

    /** Exact ones, of all values that these folds kept and this sketch has seen. */
    static Percentiles exact(List<SeriesFold> folds, Sketch sketch, long divisor) {
        return of(BinSelection.percentiles(folds, sketch, SHARES, divisor));
    }

    /** Those of a sketch, never outside min and max. */
    static Percentiles estimated(Sketch sketch, long min, long max, long divisor) {
        double[] answers = new double[SHARES.length];
        for (int i = 0; i < answers.length; i++) {
            double estimate = sketch.quantile(SHARES[i]);
            answers[i] = Math.max((double) min, Math.min((double) max, estimate)) / divisor;
        }
        return of(answers);
    }

    private static Percentiles of(double[] answers) {
        return new Percentiles(answers[0], answers[1], answers[2], answers[3]);
    }
}
