package dev.nilometer.worker.retention;

import dev.nilometer.worker.rollup.DayTables.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which days lose which tables, and why, as of one instant; and which were left detached though nothing of them is due.
 * Immutable.
 */
record PurgePlan(List<Due> due, List<KeptDay> abandoned) {
    private static final String SETTINGS =
            "SELECT (now() AT TIME ZONE 'UTC')::date, rows_days, raw_max_bytes FROM settings";
    private static final Set<Target> SAMPLES = EnumSet.of(Target.SAMPLE_ROWS, Target.SAMPLE_SKETCHES);
    private static final Set<Target> EXECUTIONS = EnumSet.of(Target.EXECUTION_ROWS, Target.EXECUTION_SKETCHES);
    private static final Set<Target> ALL = EnumSet.allOf(Target.class);

    /** What is due now, oldest day first. */
    static PurgePlan make(Connection connection, Limits limits) throws SQLException {
        List<KeptDay> days = KeptDay.find(connection);
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS)) {
            ResultSet row = statement.executeQuery();
            row.next();
            LocalDate today = row.getObject(1, LocalDate.class);
            int rowsDays = limits.rowsDays() == null ? row.getInt(2) : limits.rowsDays();
            int executionsDays = limits.executionsDays() == null ? rowsDays : limits.executionsDays();
            return make(days, today, today.minusDays(rowsDays), today.minusDays(executionsDays), row.getLong(3));
        }
    }

    private static PurgePlan make(
            List<KeptDay> days, LocalDate today, LocalDate samplesFrom, LocalDate executionsFrom, long maxBytes) {
        List<Due> due = new ArrayList<>();
        Set<KeptDay> others = new LinkedHashSet<>();
        long bytes = 0;
        for (KeptDay day : days) {
            List<Target> old = day.restoredUntil() == null
                    ? byAge(day, samplesFrom, executionsFrom)
                    : day.among(day.restoredUntil().isBefore(today) ? ALL : Set.of());
            if (!old.isEmpty()) {
                due.add(new Due(day, old, Reason.AGE));
            } else if (day.restoredUntil() == null) {
                others.add(day);
                bytes += day.bytes();
            }
        }
        for (KeptDay day : List.copyOf(others)) {
            if (maxBytes > 0 && bytes > maxBytes && day.date().isBefore(today)) {
                due.add(new Due(day, day.among(ALL), Reason.SIZE));
                others.remove(day);
                bytes -= day.bytes();
            }
        }
        return new PurgePlan(due, others.stream().filter(KeptDay::interrupted).toList());
    }

    private static List<Target> byAge(KeptDay day, LocalDate samplesFrom, LocalDate executionsFrom) {
        Set<Target> old = EnumSet.noneOf(Target.class);
        if (day.date().isBefore(samplesFrom)) {
            old.addAll(SAMPLES);
        }
        if (day.date().isBefore(executionsFrom)) {
            old.addAll(EXECUTIONS);
        }
        return day.among(old);
    }

    /** Some tables of a day, and why they go. Immutable. */
    record Due(KeptDay day, List<Target> targets, Reason reason) {}

    /** Why rows go. */
    enum Reason {
        AGE("retention is over"),
        /** {@code raw_max_bytes} is reached before. */
        SIZE("raw_max_bytes is reached");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For people. */
        String words() {
            return words;
        }
    }
}
