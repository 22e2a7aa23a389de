package dev.nilometer.worker.rollup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nilometer.model.MetricType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What series_id and group_id stand for. Entries never change, so they are read once and kept; an unknown number is
 * looked for again, with all that came after it. Thread-safe.
 */
final class Dictionaries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {};

    private static final List<MetricType> EXECUTION_METRICS = List.of(
            MetricType.EXECUTION_TIME, MetricType.QUEUE_WAIT, MetricType.EXECUTION_TOKENS, MetricType.EXECUTION_COST);

    private final Map<Integer, SeriesInfo> series = new ConcurrentHashMap<>();
    private final Map<Integer, GroupInfo> groups = new ConcurrentHashMap<>();

    /** Reads all that it does not have yet, and answers every series that rows or executions can fall into. */
    List<SeriesInfo> readAll(Connection connection) throws SQLException {
        readSeries(connection, series.size() + 1);
        readGroups(connection, groups.size() + 1);
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

    /** The series with this id; null when the dictionary has none. */
    @Nullable
    SeriesInfo series(Connection connection, int id) throws SQLException {
        SeriesInfo known = series.get(id);
        if (known != null) {
            return known;
        }
        readSeries(connection, id);
        return series.get(id);
    }

    /** The execution group with this id; null when the dictionary has none. */
    @Nullable
    GroupInfo group(Connection connection, int id) throws SQLException {
        GroupInfo known = groups.get(id);
        if (known != null) {
            return known;
        }
        readGroups(connection, id);
        return groups.get(id);
    }

    private void readSeries(Connection connection, int from) throws SQLException {
        String query = "SELECT id, service, environment, metric_type, labels::text, labels_key, divisor"
                + " FROM series WHERE id >= ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setInt(1, from);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                SeriesInfo info = new SeriesInfo(
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        labels(rows.getString(5)),
                        rows.getString(6),
                        rows.getLong(7));
                series.putIfAbsent(rows.getInt(1), info);
            }
        }
    }

    private void readGroups(Connection connection, int from) throws SQLException {
        String query = "SELECT id, service, environment, actor, queue, status, error_type"
                + " FROM execution_groups WHERE id >= ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setInt(1, from);
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

    private static Map<String, String> labels(String json) throws SQLException {
        try {
            return JSON.readValue(json, LABELS);
        } catch (JsonProcessingException e) {
            throw new SQLException("labels that are no flat JSON object: " + json, e);
        }
    }
}
