package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * What this installation chose, as far as rolling up needs it. Read anew at each run. Immutable.
 *
 * @param calendar days and weeks of its zone
 * @param dimensions what its records are grouped by
 * @param hoursFrom facts of hours that begin before are forgotten and never made again
 * @param daysFrom likewise of days
 * @param weeksFrom likewise of weeks
 */
record Installation(Calendar calendar, Dimensions dimensions, Instant hoursFrom, Instant daysFrom, Instant weeksFrom) {
    private static final String READ = "SELECT time_zone, dimensions, hours_from, days_from, weeks_from FROM settings";

    static Installation read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            ResultSet row = statement.executeQuery();
            row.next();
            String[] dimensions = (String[]) row.getArray(2).getArray();
            return new Installation(
                    new Calendar(ZoneId.of(row.getString(1))),
                    new Dimensions(Arrays.asList(dimensions)),
                    row.getTimestamp(3).toInstant(),
                    row.getTimestamp(4).toInstant(),
                    row.getTimestamp(5).toInstant());
        }
    }
}
