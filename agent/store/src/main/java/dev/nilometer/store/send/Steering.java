package dev.nilometer.store.send;

import java.sql.ResultSet;
import java.sql.SQLException;

/** How fleet settings and instants travel: instants as microseconds, so that no time zone can touch them. Stateless. */
final class Steering {
    private static final String MICROS_OF = " WHEN '-infinity' THEN -4611686018427387904"
            + " WHEN 'infinity' THEN 4611686018427387904 ELSE (extract(epoch FROM ";
    private static final String AS_MICROS = ") * 1000000)::bigint END";

    /** What is selected of v1_hello and v1_commit; an instant out of bigint's reach is its end. */
    static final String COLUMNS = "rows_per_second, send_interval_ms, enabled, oldest_dirty_seconds, CASE accept_from"
            + MICROS_OF + "accept_from" + AS_MICROS + ", CASE accept_until" + MICROS_OF + "accept_until" + AS_MICROS;

    /** A parameter of microseconds since 1970 UTC as a timestamptz. */
    static final String INSTANT = "'1970-01-01 00:00:00+00'::timestamptz + ?::bigint * interval '1 microsecond'";

    private Steering() {}

    /** Reads {@link #COLUMNS} from this column on. */
    static FleetSettings read(ResultSet row, int first) throws SQLException {
        long rowsPerSecond = row.getLong(first);
        boolean capped = !row.wasNull();
        return new FleetSettings(
                capped ? rowsPerSecond : FleetSettings.UNLIMITED,
                row.getLong(first + 1),
                row.getBoolean(first + 2),
                row.getDouble(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5));
    }
}
