package dev.nilometer.worker.imports;

import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.SampleRows;
import dev.nilometer.store.copy.CopyRows;
import dev.nilometer.store.copy.CopyTarget;
import dev.nilometer.store.copy.ExecutionCopy;
import dev.nilometer.store.copy.SampleCopy;
import dev.nilometer.store.driver.CopyLoad;
import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stores chunks, each in one transaction with its position. Rows of sealed hours go to the late tables, all others into
 * their day, which is made when it is missing, however old it is. One thread.
 */
final class ChunkStore {
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long HOURS_IN_DAY = 24;

    private final Database database;
    private final ImportStream stream;
    private final Names names;
    private final Set<Long> knownDays = new HashSet<>();
    private final CopyRows samples = new CopyRows(CopyTarget.SAMPLE_ROWS);
    private final CopyRows executions = new CopyRows(CopyTarget.EXECUTION_ROWS);
    private final CopyRows lateSamples = new CopyRows(CopyTarget.LATE_SAMPLE_ROWS);
    private final CopyRows lateExecutions = new CopyRows(CopyTarget.LATE_EXECUTION_ROWS);

    ChunkStore(Database database, ImportStream stream, Names names) {
        this.database = database;
        this.stream = stream;
        this.names = names;
    }

    /** Stores a chunk, or throws and stores nothing of it. */
    void store(Chunk chunk, List<ExecutionRow> rows, long expected, ImportTotals totals) throws SQLException {
        names.register(database);
        Set<Long> hours = hours(chunk.samples(), rows);
        Set<Long> sealed = database.transaction(connection -> sealed(connection, hours));
        makeDays(hours, sealed);
        database.change(connection -> {
            // asked again: an hour may have been sealed while its day was made
            fill(chunk.samples(), rows, sealed(connection, hours));
            for (CopyRows target : List.of(samples, executions, lateSamples, lateExecutions)) {
                CopyLoad.send(connection, database.schema().quoted(), target);
            }
            commit(connection, expected, chunk.number(), totals);
        });
    }

    /** After a refusal for want of a partition: a day that was there may have been taken away. */
    void forgetDays() {
        knownDays.clear();
    }

    private static Set<Long> hours(SampleRows samples, List<ExecutionRow> executions) {
        Set<Long> hours = new TreeSet<>();
        for (int i = 0; i < samples.size(); i++) {
            hours.add(samples.atMicros(i) / HOUR_MICROS);
        }
        executions.forEach(row -> hours.add(row.atMicros() / HOUR_MICROS));
        return hours;
    }

    private static Set<Long> sealed(Connection connection, Set<Long> hours) throws SQLException {
        String sql = "SELECT extract(epoch FROM hour)::bigint / 3600 FROM bucket_state"
                + " WHERE sealed_at IS NOT NULL AND hour = ANY (SELECT to_timestamp(h * 3600) FROM unnest(?) h)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", hours.toArray()));
            Set<Long> sealed = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sealed.add(row.getLong(1));
                }
            }
            return sealed;
        }
    }

    /** In a transaction of its own, because attaching a partition locks its parent until the end. */
    private void makeDays(Set<Long> hours, Set<Long> sealed) throws SQLException {
        Set<Long> days = new TreeSet<>();
        hours.stream().filter(hour -> !sealed.contains(hour)).forEach(hour -> days.add(hour / HOURS_IN_DAY));
        days.removeAll(knownDays);
        if (days.isEmpty()) {
            return;
        }
        Object[] dates =
                days.stream().map(day -> LocalDate.ofEpochDay(day).toString()).toArray();
        database.change(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT day_partitions(?::text[]::date[])")) {
                statement.setArray(1, connection.createArrayOf("text", dates));
                statement.execute();
            }
        });
        knownDays.addAll(days);
    }

    private void fill(SampleRows from, List<ExecutionRow> rows, Set<Long> sealed) {
        List.of(samples, executions, lateSamples, lateExecutions).forEach(CopyRows::reset);
        for (int i = 0; i < from.size(); i++) {
            CopyRows to = sealed.contains(from.atMicros(i) / HOUR_MICROS) ? lateSamples : samples;
            int id = names.seriesId(from.series(i));
            SampleCopy.row(to, from.atMicros(i), from.value(i), from.execution(i), id, stream.number());
        }
        for (ExecutionRow row : rows) {
            CopyRows to = sealed.contains(row.atMicros() / HOUR_MICROS) ? lateExecutions : executions;
            ExecutionCopy.row(to, row, names.groupId(row.group()), stream.number());
        }
    }

    private void commit(Connection connection, long expected, long last, ImportTotals totals) throws SQLException {
        Map<Long, Long> rows = new TreeMap<>();
        for (CopyRows target : List.of(samples, executions)) {
            for (int i = 0; i < target.size(); i++) {
                rows.merge(target.atMicros(i) / HOUR_MICROS, 1L, Long::sum);
            }
        }
        Object[] hours = rows.keySet().stream()
                .map(hour -> Instant.ofEpochSecond(hour * 3600).toString())
                .toArray();
        Object[] none = rows.keySet().stream().map(hour -> 0L).toArray();
        String sql = "SELECT FROM v1_commit(?, ?, ?, ?::text[]::timestamptz[], ?, ?, ?::text[]::jsonb[])";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, stream.id());
            statement.setLong(2, expected);
            statement.setLong(3, last);
            statement.setArray(4, connection.createArrayOf("text", hours));
            statement.setArray(
                    5, connection.createArrayOf("bigint", rows.values().toArray()));
            statement.setArray(6, connection.createArrayOf("bigint", none));
            statement.setArray(7, connection.createArrayOf("text", totals.json()));
            statement.execute();
        }
    }
}
