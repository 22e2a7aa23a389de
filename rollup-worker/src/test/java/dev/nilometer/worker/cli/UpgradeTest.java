package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.Empty;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One version on and one back, while agents deliver. The version before is what is printed without the last script; the
 * version after is the present one with what a later one may add: columns at the end, a table, a script of its own.
 */
@ExtendWith(PostgresExtension.class)
class UpgradeTest {
    private static final String NEXT_VERSION = """
            ALTER TABLE stream_registry ADD future text;
            ALTER TABLE execution_rows ADD future text;
            CREATE TABLE future (a int);
            CREATE OR REPLACE VIEW gaps AS
                SELECT g.noticed_at, g.reason, g.records, g.after, g.up_to, r.service, r.environment, r.instance, 1 AS future
                FROM gap_log g JOIN stream_registry r USING (stream_no);
            INSERT INTO schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                execution_time, success)
            VALUES (900, '999', 'future', 'SQL', 'V999__future.sql', 1, current_user, 0, true);
            UPDATE schema_history SET checksum = 1 WHERE script = 'R__5_row_views.sql'""";

    @Test
    void agentsOfTheVersionBeforeDeliverThroughTheUpgrade(@Empty TestDatabase database) throws SQLException {
        database.execute(versionBefore());
        try (AgentStream agent = AgentStream.hello(database.connect())) {
            deliver(agent, 0);
            agent.connection().setAutoCommit(false);
            deliver(agent, 1);
            agent.connection().commit();
            Answer upgrade = Shell.on(database).run("migrate");
            assertThat(upgrade.exit()).as(upgrade.err()).isZero();
            assertThat(upgrade.lastLine()).contains("is up to date: 1 scripts applied");
            deliver(agent, 2);
            agent.connection().commit();
        }
        assertThat(Shell.on(database).run("rollup").lastLine()).contains("3 records");
    }

    @Test
    void aWorkerOfTheVersionBeforeLeavesALaterSchemaAsItIsAndWorksOn(TestDatabase database) throws SQLException {
        database.execute(NEXT_VERSION);
        try (AgentStream agent = AgentStream.hello(database.connect())) {
            deliver(agent, 0);
        }
        database.createRole("agent");
        Shell shell = Shell.on(database);
        Answer migrate = shell.run("migrate", "--agent-role", "agent");
        assertThat(migrate.exit()).as(migrate.err()).isZero();
        assertThat(migrate.lastLine()).contains("is of a later version and left as it is: 0 scripts applied");
        assertThat(database.value("SELECT count(*) FROM information_schema.columns WHERE column_name = 'future'"
                        + " AND table_schema = 'nilometer' AND table_name = 'gaps'"))
                .isEqualTo("1");
        for (String command : List.of("rollup", "purge", "status", "settings")) {
            Answer answer = shell.run(command);
            assertThat(answer.exit()).as("%s: %s", command, answer.err()).isZero();
        }
        assertThat(database.value("SELECT count FROM metrics_aggregates"
                        + " WHERE granularity = 'hour' AND dimension_type = 'all' AND metric_name = 'event'"))
                .isEqualTo("1");
    }

    private static void deliver(AgentStream agent, long position) throws SQLException {
        int series = agent.series("event", List.of("event:a")).get(0);
        agent.copySamples(List.of(Instant.now() + "\t1\t\\N\t" + series));
        agent.commit(position, position + 1, Instant.now(), 1, 0);
    }

    /** Every script but the last versioned one, and no word of it in the list. */
    private static String versionBefore() {
        String sql = new Shell().run("migrate", "--print-sql").out();
        String last = sql.replaceAll("(?s).*\n-- (V\\d+__\\w+\\.sql)\nBEGIN.*", "$1");
        String before = sql.replaceFirst("(?s)\n-- " + last + "\nBEGIN;.*?COMMIT;\n", "\n")
                .replaceFirst("\n    \\(\\d+, '\\d+', '[^']*', 'SQL', '" + last + "'[^\n]*", "");
        assertThat(last).startsWith("V0");
        assertThat(before).doesNotContain(last).hasSizeLessThan(sql.length());
        return before;
    }
}
