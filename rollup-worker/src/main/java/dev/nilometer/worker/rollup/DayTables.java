package dev.nilometer.worker.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The four tables that hold one UTC day: partitions as long as writers may reach them, and tables of their own while the
 * day is purged. Whoever counts reads them by these names and never through their parents, so that a day which is
 * detached meanwhile does not look empty. Immutable.
 *
 * @param date the UTC day
 */
public record DayTables(LocalDate date) {
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("'_'uuuuMMdd");

    /** The day that holds this instant. */
    public static DayTables of(Instant instant) {
        return new DayTables(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }

    /** This day's table of an append target. */
    public String name(Target target) {
        return target.parent() + SUFFIX.format(date);
    }

    /** All four names. */
    public List<String> names() {
        return Arrays.stream(Target.values()).map(this::name).toList();
    }

    /** From midnight to midnight, UTC. */
    public Span span() {
        return new Span(
                date.atStartOfDay(ZoneOffset.UTC).toInstant(),
                date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** An append target: what is kept of samples and of executions, as rows and as sketch rows. */
    public enum Target {
        SAMPLE_ROWS("sample_rows", "at", "count(*)", "0"),
        EXECUTION_ROWS("execution_rows", "at", "count(*)", "0"),
        SAMPLE_SKETCHES("sample_sketches", "\"from\"", "0", "sum(count)"),
        EXECUTION_SKETCHES("execution_sketches", "\"from\"", "0", "sum(count)");

        private final String parent;
        private final String instant;
        private final String rows;
        private final String sketched;

        Target(String parent, String instant, String rows, String sketched) {
            this.parent = parent;
            this.instant = instant;
            this.rows = rows;
            this.sketched = sketched;
        }

        /** The target of that parent. */
        public static Target of(String parent) {
            return valueOf(parent.toUpperCase(Locale.ROOT));
        }

        /** The partitioned table that agents write to. */
        public String parent() {
            return parent;
        }

        /** Where its late rows wait. */
        String late() {
            return "late_" + parent;
        }

        /** The column that says when, as SQL. */
        public String instant() {
            return instant;
        }

        /** How many rows its rows count as in the ledger, as SQL. */
        public String rows() {
            return rows;
        }

        /** How many sketched records its rows count as in the ledger, as SQL. */
        public String sketched() {
            return sketched;
        }
    }
}
