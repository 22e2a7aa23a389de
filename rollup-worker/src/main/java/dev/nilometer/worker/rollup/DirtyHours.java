package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks and tells bucket_state which hours are to be rolled up. Thread-safe. */
final class DirtyHours {
    private static final String KNOW = "INSERT INTO bucket_state (hour) SELECT DISTINCT hour FROM ledger l"
            + " WHERE NOT EXISTS (SELECT FROM bucket_state b WHERE b.hour = l.hour) ORDER BY 1 ON CONFLICT DO NOTHING";
    private static final String WITHIN = " hour > ?::timestamptz - interval '1 hour' AND hour < ?::timestamptz";
    private static final String FIND = "SELECT hour FROM dirty_hours WHERE" + WITHIN
            + " AND (NOT ? OR hour <= now() - interval '1 hour') ORDER BY hour DESC";
    private static final String MARK =
            "WITH hours AS (SELECT hour FROM bucket_state WHERE sealed_at IS NULL AND" + WITHIN
                    + " ORDER BY hour FOR UPDATE) UPDATE bucket_state b SET counted = -1 FROM hours h WHERE b.hour = h.hour";
    private static final String MARK_PERIODS =
            "UPDATE period_state SET counted = -1" + " WHERE granularity = ? AND bucket_time >= ? AND bucket_time < ?";
    private static final String COUNT_SEALED = "SELECT hour FROM bucket_state WHERE sealed_at IS NOT NULL AND" + WITHIN;

    private final Transactions transactions;

    DirtyHours(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Makes every unsealed hour that touches the span dirty, and its days and weeks; answers how many are sealed. */
    int mark(Span span, Installation installation) throws SQLException {
        Scope scope = Scope.again(span);
        return transactions.readCommitted(connection -> {
            know(connection);
            try (PreparedStatement mark = prepare(connection, MARK, scope);
                    PreparedStatement sealed = prepare(connection, COUNT_SEALED, scope)) {
                mark.executeUpdate();
                Calendar calendar = installation.calendar();
                markPeriods(connection, Granularity.DAY, calendar.dayOf(span.start()), span, installation.hoursFrom());
                markPeriods(connection, Granularity.WEEK, calendar.weekOf(span.start()), span, installation.daysFrom());
                return instants(sealed).size();
            }
        });
    }

    /** Periods whose parts are forgotten stay as they are. */
    private static void markPeriods(
            Connection connection, Granularity granularity, Span first, Span span, Instant partsFrom)
            throws SQLException {
        Instant from = first.start().isBefore(partsFrom) ? partsFrom : first.start();
        try (PreparedStatement statement = connection.prepareStatement(MARK_PERIODS)) {
            statement.setShort(1, granularity.code());
            statement.setTimestamp(2, Timestamp.from(from));
            statement.setTimestamp(3, Timestamp.from(span.end()));
            statement.executeUpdate();
        }
    }

    /** The dirty hours of the scope, newest first. */
    List<Instant> find(Scope scope) throws SQLException {
        return transactions.readCommitted(connection -> {
            know(connection);
            try (PreparedStatement statement = prepare(connection, FIND, scope)) {
                statement.setBoolean(3, scope.closedOnly());
                return instants(statement);
            }
        });
    }

    /** An hour must have its row before it can be claimed. */
    private static void know(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOW)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Scope scope) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, scope.from());
        statement.setString(2, scope.to());
        return statement;
    }

    private static List<Instant> instants(PreparedStatement query) throws SQLException {
        List<Instant> instants = new ArrayList<>();
        ResultSet rows = query.executeQuery();
        while (rows.next()) {
            instants.add(rows.getTimestamp(1).toInstant());
        }
        return instants;
    }
}
