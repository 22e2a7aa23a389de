package dev.nilometer.worker.imports;

/**
 * What an import's stream says about itself, as agents do: recorded = rows + dropped, by kind. Counted over the whole
 * file in every run, so that a run that goes on tells the same numbers as one that did all. One thread.
 */
final class ImportTotals {
    private final boolean ofSamples;
    private long samples;
    private long executions;
    private long bad;

    /** @param ofSamples which kind its bad lines would have been */
    ImportTotals(boolean ofSamples) {
        this.ofSamples = ofSamples;
    }

    void add(int moreSamples, int moreExecutions) {
        samples += moreSamples;
        executions += moreExecutions;
    }

    void addBad() {
        bad++;
    }

    /** One JSON text for each kind. */
    Object[] json() {
        return new Object[] {
            json("sample", samples, ofSamples ? bad : 0), json("execution", executions, ofSamples ? 0 : bad)
        };
    }

    private static String json(String kind, long rows, long invalid) {
        return "{\"kind\":\"" + kind + "\",\"recorded\":" + (rows + invalid) + ",\"rows\":" + rows
                + ",\"sketched\":0,\"in_flight\":0,\"dropped\":"
                + (invalid == 0 ? "{}" : "{\"invalid\":" + invalid + "}")
                + "}";
    }
}
