package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import dev.nilometer.worker.text.Amount;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the story of one item, every execution and stage in the order in which they began; or lists items to look at. */
@Command(name = "show", description = "Tells the story of one item, or lists items worth a look.")
final class ShowCommand implements Callable<Integer> {
    private static final String STORY = """
            SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started, kind, service, actor,
                   coalesce(stage, queue) AS "stage or queue", outcome, attempt, wait_ms, duration_ms, tokens, cost_usd,
                   error_type AS error
            FROM item(?)""";

    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "ITEM", arity = "0..1", description = "the item's id, as the application names it")
    private @Nullable String item;

    @Option(names = "--slowest", description = "items by the time from entering a queue to their last end")
    private boolean slowest;

    @Option(names = "--failed", description = "items with a failed execution, and its error")
    private boolean failed;

    @Option(names = "--stuck", description = "executions that left a trace and have not ended")
    private boolean stuck;

    @Option(
            names = "--hour",
            paramLabel = "TIME",
            description = "of that hour, as 2026-11-21T10:00:00Z; default: the last 60 minutes (--stuck: three hours)")
    private @Nullable String hour;

    @Option(names = "--limit", paramLabel = "N", description = "rows of a list, default: 20")
    private int limit = 20;

    @Override
    public Integer call() throws SQLException {
        if (limit < 1) {
            throw connection.wrongUse("--limit must be at least 1");
        }
        checkOneQuestion();
        Instant from = hour == null ? null : parsed(hour);
        try (Database database = connection.openMigrated()) {
            if (item != null) {
                tell(database, item);
            } else {
                list(database, stuck ? ItemList.STUCK : failed ? ItemList.FAILED : ItemList.SLOWEST, from);
            }
            return 0;
        }
    }

    private void checkOneQuestion() {
        long questions = Stream.of(item != null, slowest, failed, stuck)
                .filter(asked -> asked)
                .count();
        if (questions == 0) {
            throw connection.wrongUse("ITEM is missing, or one of --slowest, --failed, --stuck");
        }
        if (questions > 1) {
            throw connection.wrongUse("one of ITEM, --slowest, --failed, --stuck at a time");
        }
    }

    private Instant parsed(String text) {
        try {
            return TimeArgument.parse(text).in(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS);
        } catch (IllegalArgumentException e) {
            throw connection.wrongUse(e);
        }
    }

    private void list(Database database, ItemList list, @Nullable Instant hour) throws SQLException {
        Instant now = Instant.now();
        Duration span = list == ItemList.STUCK ? Duration.ofHours(3) : Duration.ofHours(1);
        Instant from = hour == null ? now.minus(span) : hour;
        Instant to = hour == null ? now.plusSeconds(60) : hour.plus(1, ChronoUnit.HOURS);
        List<Map<String, @Nullable Object>> rows = database.transaction(
                sql -> Rows.read(sql, list.sql(), Timestamp.from(from), Timestamp.from(to), limit));
        Table.print(connection.out(), rows);
        connection
                .out()
                .println(Amount.of(rows.size(), list.noun()) + ", " + list.order() + ", "
                        + from.truncatedTo(ChronoUnit.SECONDS) + " to "
                        + to.truncatedTo(ChronoUnit.SECONDS)
                        + (rows.size() == limit ? "; --limit " + limit + " reached" : ""));
    }

    private void tell(Database database, String id) throws SQLException {
        List<Map<String, @Nullable Object>> story = database.transaction(sql -> Rows.read(sql, STORY, id));
        if (story.isEmpty()) {
            throw new Failure("no execution of item '" + id + "' is kept as a row");
        }
        Table.print(connection.out(), story);
        connection.out().println(summary(id, story));
    }

    private static String summary(String id, List<Map<String, @Nullable Object>> story) {
        List<Map<String, @Nullable Object>> executions = ofKind(story, "execution");
        long failed = executions.stream()
                .filter(row -> Objects.equals(row.get("outcome"), "failed"))
                .count();
        int notes = ofKind(story, "note").size();
        return "item " + Table.text(id) + ": " + Amount.of(executions.size(), "execution")
                + (failed == 0 ? "" : ", " + failed + " of them failed") + ", "
                + Amount.of(ofKind(story, "stage").size(), "stage")
                + (notes == 0 ? "" : ", " + Amount.of(notes, "note"));
    }

    private static List<Map<String, @Nullable Object>> ofKind(List<Map<String, @Nullable Object>> story, String kind) {
        return story.stream()
                .filter(row -> Objects.equals(row.get("kind"), kind))
                .toList();
    }
}
