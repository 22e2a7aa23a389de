package dev.nilometer.worker.rollup;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of groups in aggregate_groups. A run registers all that its series can make in a transaction of its own
 * before it starts, so that two hours hardly ever conflict over a new group; where they do, one runs again. Only what
 * was committed is remembered. Thread-safe; made anew for each run, so that a schema made anew is no trap.
 */
final class GroupNumbers {
    private static final Comparator<Group> IN_ORDER = Comparator.comparing(Group::service)
            .thenComparing(Group::environment)
            .thenComparing(Group::metric)
            .thenComparing(Group::dimensionType)
            .thenComparing(Group::dimensionValue);

    private static final String FROM_NAMES = """
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                AS w(service, environment, metric_name, dimension_type, dimension_value, labels_key, divisor)
            """;
    private static final String USING_NAMES =
            " USING (service, environment, metric_name, dimension_type, dimension_value) ";
    private static final String REGISTER = """
            INSERT INTO aggregate_groups
                (service, environment, metric_name, dimension_type, dimension_value, labels_key, divisor)
            SELECT w.*
            """ + FROM_NAMES + " LEFT JOIN aggregate_groups g" + USING_NAMES + """
            WHERE g.id IS NULL
            ORDER BY 1, 2, 3, 4, 5
            ON CONFLICT DO NOTHING""";
    private static final String FIND =
            "SELECT service, environment, metric_name, dimension_type, dimension_value, g.id " + FROM_NAMES
                    + " JOIN aggregate_groups g" + USING_NAMES;

    /** Groups in one statement: its arrays are text. */
    private static final int AT_ONCE = 2_000;

    private final Map<Group, Integer> known = new ConcurrentHashMap<>();

    /** Gives each of these a number, in a transaction of its own. */
    void register(Transactions transactions, Collection<Group> groups) throws SQLException {
        known.putAll(transactions.readCommitted(connection -> numbersOf(connection, groups)));
    }

    /** The numbers of these, given inside the caller's transaction where one is new, and valid if that commits. */
    Map<Group, Integer> numbersOf(Connection connection, Collection<Group> groups) throws SQLException {
        Map<Group, Integer> numbers = new HashMap<>();
        Set<Group> unknown = new TreeSet<>(IN_ORDER);
        for (Group group : groups) {
            Integer number = known.get(group);
            if (number == null) {
                unknown.add(group);
            } else {
                numbers.put(group, number);
            }
        }
        List<Group> inOrder = List.copyOf(unknown);
        for (int from = 0; from < inOrder.size(); from += AT_ONCE) {
            List<Group> some = inOrder.subList(from, Math.min(inOrder.size(), from + AT_ONCE));
            run(connection, REGISTER, some).close();
            find(connection, some, numbers);
        }
        return numbers;
    }

    private static void find(Connection connection, List<Group> groups, Map<Group, Integer> numbers)
            throws SQLException {
        try (PreparedStatement statement = run(connection, FIND, groups)) {
            ResultSet rows = statement.getResultSet();
            while (rows.next()) {
                Group group = new Group(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        null,
                        1);
                numbers.put(group, rows.getInt(6));
            }
        }
    }

    private static PreparedStatement run(Connection connection, String sql, List<Group> groups) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, texts(connection, groups, Group::service));
        statement.setArray(2, texts(connection, groups, Group::environment));
        statement.setArray(3, texts(connection, groups, Group::metric));
        statement.setArray(4, texts(connection, groups, Group::dimensionType));
        statement.setArray(5, texts(connection, groups, Group::dimensionValue));
        statement.setArray(6, texts(connection, groups, Group::labelsKey));
        Object[] divisors = groups.stream().map(Group::divisor).toArray();
        statement.setArray(7, connection.createArrayOf("bigint", divisors));
        statement.execute();
        return statement;
    }

    private static Array texts(Connection connection, List<Group> groups, Function<Group, @Nullable String> name)
            throws SQLException {
        return connection.createArrayOf("text", groups.stream().map(name).toArray());
    }
}
