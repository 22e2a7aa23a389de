package dev.nilometer.worker.status;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import dev.nilometer.worker.text.Amount;
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
        long hours = dirty.get("hours") instanceof Number number ? number.longValue() : 0;
        List<Map<String, @Nullable Object>> streams = rows(StatusSection.STREAMS);
        long unbalanced = streams.stream()
                .filter(stream -> !Objects.equals(stream.get("balanced"), true))
                .count();
        long instances =
                streams.stream().map(row -> row.get("instance")).distinct().count();
        return Amount.of(hours, "dirty hour") + " (" + dirty.get("closed") + " closed), "
                + Amount.of(instances, "stream") + ", "
                + (unbalanced == 0
                        ? "every balance holds"
                        : Amount.of(unbalanced, "balance") + (unbalanced == 1 ? " does not hold" : " do not hold"));
    }

    private List<Map<String, @Nullable Object>> rows(StatusSection section) {
        return Objects.requireNonNull(sections.get(section.key()));
    }
}
