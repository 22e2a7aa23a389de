package dev.nilometer.worker.imports;

import dev.nilometer.model.GroupKey;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.store.copy.JsonText;
import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The names that an import's lines use, numbered as they come, and the database's ids for them, registered in
 * transactions of their own. Lines of one file may belong to many services. One thread.
 */
final class Names {
    private static final int KEPT = 100_000;
    private static final String OWNER =
            "jsonb_populate_record(NULL::stream_registry," + " jsonb_build_object('service', ?, 'environment', ?))";

    private final Kind<SeriesKey> series = new Kind<>(
            "SELECT register_series(" + OWNER + ", ?, ?, ?)",
            List.of(SeriesKey::metric, SeriesKey::labelsKey, key -> JsonText.object(key.labels())));
    private final Kind<GroupKey> groups = new Kind<>(
            "SELECT register_groups(" + OWNER + ", ?, ?, ?, ?)",
            List.of(GroupKey::actor, GroupKey::queue, GroupKey::status, GroupKey::errorType));

    /** The number of a series. */
    int series(Owner owner, SeriesKey key) {
        return series.number(owner, key);
    }

    /** The number of a group. */
    int group(Owner owner, GroupKey key) {
        return groups.number(owner, key);
    }

    /** The database's id of a number, after {@link #register}. */
    int seriesId(int number) {
        return series.ids[number];
    }

    /** The database's id of a number, after {@link #register}. */
    int groupId(int number) {
        return groups.ids[number];
    }

    /** Asks for the ids of all names that have none yet. */
    void register(Database database) throws SQLException {
        series.register(database);
        groups.register(database);
    }

    /** Between two chunks: a file with millions of names must not fill the heap. Numbers given before end here. */
    void forgetMany() {
        series.forgetBeyond(KEPT);
        groups.forgetBeyond(KEPT);
    }

    /** After a chunk that was stored before: its names are known to the database, or nobody's. */
    void forget() {
        series.forgetBeyond(0);
        groups.forgetBeyond(0);
    }

    /** Names of one kind. */
    private static final class Kind<K> {
        private final String sql;
        private final List<Function<K, String>> parts;
        private final Map<Owner, Map<K, Integer>> numbers = new HashMap<>();
        private final Map<Owner, List<K>> fresh = new TreeMap<>();
        private int[] ids = new int[64];
        private int size;

        Kind(String sql, List<Function<K, String>> parts) {
            this.sql = sql;
            this.parts = parts;
        }

        int number(Owner owner, K key) {
            Map<K, Integer> own = numbers.computeIfAbsent(owner, o -> new HashMap<>());
            Integer known = own.get(key);
            if (known != null) {
                return known;
            }
            own.put(key, size);
            fresh.computeIfAbsent(owner, o -> new ArrayList<>()).add(key);
            return size++;
        }

        void register(Database database) throws SQLException {
            ids = Arrays.copyOf(ids, Math.max(ids.length, size));
            for (Map.Entry<Owner, List<K>> wanted : fresh.entrySet()) {
                Integer[] answer = database.transaction(sql -> ask(sql, wanted.getKey(), wanted.getValue()));
                Map<K, Integer> own = numbers.getOrDefault(wanted.getKey(), Map.of());
                for (int i = 0; i < answer.length; i++) {
                    ids[own.getOrDefault(wanted.getValue().get(i), 0)] = answer[i];
                }
            }
            fresh.clear();
        }

        private Integer[] ask(Connection connection, Owner owner, List<K> keys) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, owner.service());
                statement.setString(2, owner.environment());
                for (int i = 0; i < parts.size(); i++) {
                    Object[] texts = keys.stream().map(parts.get(i)).toArray();
                    statement.setArray(3 + i, connection.createArrayOf("text", texts));
                }
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return (Integer[]) row.getArray(1).getArray();
                }
            }
        }

        void forgetBeyond(int kept) {
            if (size > kept) {
                numbers.clear();
                fresh.clear();
                size = 0;
            }
        }
    }
}
