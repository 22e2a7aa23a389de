package dev.nilometer.worker.status;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} shows, as of one instant. Immutable.
 *
 * @param sections rows by section, in the order of the page
 */
public record Status(Map<String, List<Map<String, @Nullable Object>>> sections) {
    /** Asks every section in one snapshot. */
    public static Status read(Database database) throws SQLException {
        return database.snapshot(connection -> {
            Map<String, List<Map<String, @Nullable Object>>> sections = new LinkedHashMap<>();
            for (StatusSection section : StatusSection.values()) {
                sections.put(section.key(), Rows.read(connection, section.sql()));
            }
            return new Status(sections);
        });
    }

    /** The whole page in one line. */
    public String summary() {
        Map<String, @Nullable Object> dirty = rows(StatusSection.DIRTY_HOURS).get(0);
        List<Map<String, @Nullable Object>> streams = rows(StatusSection.STREAMS);
        long unbalanced = streams.stream()
                .filter(stream -> !Objects.equals(stream.get("balanced"), true))
                .count();
        return dirty.get("hours") + " dirty hours (" + dirty.get("closed") + " closed), "
                + streams.stream().map(row -> row.get("instance")).distinct().count() + " streams, "
                + (unbalanced == 0 ? "every balance holds" : unbalanced + " balances do not hold");
    }

    private List<Map<String, @Nullable Object>> rows(StatusSection section) {
        return Objects.requireNonNull(sections.get(section.key()));
    }
}
