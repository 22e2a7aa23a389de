package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells the story of one item: every execution and stage, in the order in which they began. */
@Command(name = "show", description = "Tells the story of one item.")
final class ShowCommand implements Callable<Integer> {
    private static final String STORY = """
            SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started, kind, service, actor,
                   coalesce(stage, queue) AS "stage or queue", outcome, attempt, wait_ms, duration_ms, tokens, cost_usd,
                   error_type AS error
            FROM item(?)""";

    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "ITEM", description = "the item's id, as the application names it")
    private String item = "";

    @Override
    public Integer call() throws SQLException {
        try (Database database = connection.openMigrated()) {
            List<Map<String, @Nullable Object>> story = database.transaction(sql -> Rows.read(sql, STORY, item));
            if (story.isEmpty()) {
                throw new Failure("no execution of item '" + item + "' is kept as a row");
            }
            Table.print(connection.out(), story);
            connection.out().println(summary(story));
            return 0;
        }
    }

    private String summary(List<Map<String, @Nullable Object>> story) {
        List<Map<String, @Nullable Object>> executions = ofKind(story, "execution");
        long failed = executions.stream()
                .filter(row -> Objects.equals(row.get("outcome"), "failed"))
                .count();
        int notes = ofKind(story, "note").size();
        return "item " + Table.text(item) + ": " + executions.size() + " executions, " + failed + " of them failed, "
                + ofKind(story, "stage").size() + " stages" + (notes == 0 ? "" : ", " + notes + " notes");
    }

    private static List<Map<String, @Nullable Object>> ofKind(List<Map<String, @Nullable Object>> story, String kind) {
        return story.stream()
                .filter(row -> Objects.equals(row.get("kind"), kind))
                .toList();
    }
}
