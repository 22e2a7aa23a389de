package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Troubled;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A service in trouble: SQL and the worker name the item that failed, the one that waited, and the execution that hangs. */
class FindTheItemIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @Test
    void theWorkerNamesWhatFailedWhatWaitedAndWhatHangs() {
        database.worker("settings", "raw_max_bytes=0");
        try (HostJvm service = HostJvm.running(Troubled.class)
                .agent(database.agentOptions() + ";service=troubled;send=200ms;rows.per-second=unlimited;spool.dir="
                        + folder.resolve("spool"))
                .start()) {
            service.tell("trouble");
            await("select count(*) from nilometer.items() where failed > 0", 10);
            await("select count(*) from nilometer.unfinished() where actor = 'stuck' and process_lives", 1);

            HostJvm stuck = database.worker("show", "--stuck");
            assertThat(stuck.stdout().toString()).contains("troubled", "stuck", "step");
            HostJvm failed = database.worker("show", "--failed", "--limit", "1");
            assertThat(failed.stdout().toString()).contains("IllegalStateException", "in trouble");
            HostJvm slowest = database.worker("show", "--slowest", "--limit", "1");
            String item = slowest.stdout().get(1).split(" ")[0];
            assertThat(database.worker("show", item).stdout().toString()).contains("inbox", "110", "20 stages");

            service.tell("calm");
            await("select count(*) from nilometer.executions where actor = 'stuck' and latency_ms > 500", 1);
            service.tell("");
            assertThat(service.awaitExit()).isZero();
        }
        assertThat(database.rows("select * from nilometer.unfinished()")).isEmpty();
    }

    private void await(String query, long atLeast) {
        Awaitility.await(query).atMost(PATIENCE).until(() -> database.number(query) >= atLeast);
    }
}
