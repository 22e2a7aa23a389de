package dev.nilometer.worker.rollup;

/** The spans for which facts are kept, under their numbers in the table aggregates. */
enum Granularity {
    QUARTER(0),
    HOUR(1),
    DAY(2),
    WEEK(3);

    private final short code;

    Granularity(int code) {
        this.code = (short) code;
    }

    /** The number in SQL. */
    short code() {
        return code;
    }
}
