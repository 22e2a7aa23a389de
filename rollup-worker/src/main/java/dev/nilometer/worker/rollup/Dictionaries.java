package dev.nilometer.worker.rollup;

import dev.nilometer.model.MetricType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What series_id and group_id stand for. Entries never change and never vanish, so they are read once and kept; as many
 * as known are the same ones. A number that is not here after {@link #refresh} in a row's own snapshot stands for
 * nothing. Thread-safe.
 */
final class Dictionaries {
    private static final List<MetricType> EXECUTION_METRICS = List.of(
            MetricType.EXECUTION_TIME, MetricType.QUEUE_WAIT, MetricType.EXECUTION_TOKENS, MetricType.EXECUTION_COST);

    /** Numbers are given under a lock, so whoever sees one sees all below it. */
    private static final String LAST = "SELECT (SELECT coalesce(max(id), 0) FROM series),"
            + " (SELECT coalesce(max(id), 0) FROM execution_groups)";

    private static final String SERIES =
            "SELECT id, service, environment, metric_type, labels::text, labels_key, divisor FROM series";
    private static final String GROUPS =
            "SELECT id, service, environment, actor, queue, status, error_type FROM execution_groups";

    private final Map<Integer, SeriesInfo> series = new ConcurrentHashMap<>();
    private final Map<Integer, GroupInfo> groups = new ConcurrentHashMap<>();
    private volatile int lastSeries;
    private volatile int lastGroup;

    /**
     * Reads what it does not have yet. Call it before rows are streamed out: a connection that streams can be asked
     * nothing else, and would wait for itself.
     */
    void refresh(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            ResultSet row = statement.executeQuery();
            row.next();
            if (row.getInt(1) > lastSeries) {
                readSeries(connection);
                lastSeries = row.getInt(1);
            }
            if (row.getInt(2) > lastGroup) {
                readGroups(connection);
                lastGroup = row.getInt(2);
            }
        }
    }

    /** Every series that rows or executions can fall into, as known. */
    List<SeriesInfo> all() {
        List<SeriesInfo> all = new ArrayList<>(series.values());
        for (GroupInfo group : groups.values()) {
            if (group.isNote()) {
                all.add(SeriesInfo.ofNotes(group));
                continue;
            }
            for (MetricType metric : EXECUTION_METRICS) {
                all.add(SeriesInfo.ofExecutions(metric, group));
            }
        }
        return all;
    }

    /** The series with this id; null when there is none. */
    @Nullable
    SeriesInfo series(int id) {
        return series.get(id);
    }

    /** The execution group with this id; null when there is none. */
    @Nullable
    GroupInfo group(int id) {
        return groups.get(id);
    }

    private void readSeries(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SERIES)) {
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                SeriesInfo info = new SeriesInfo(
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        FlatJson.texts(rows.getString(5)),
                        rows.getString(6),
                        rows.getLong(7));
                series.putIfAbsent(rows.getInt(1), info);
            }
        }
    }

    private void readGroups(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GROUPS)) {
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                GroupInfo info = new GroupInfo(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getString(7));
                groups.putIfAbsent(info.id(), info);
            }
        }
    }
}
