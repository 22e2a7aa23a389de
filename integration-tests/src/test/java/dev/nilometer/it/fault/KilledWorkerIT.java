package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The worker's processes killed with SIGKILL in the middle of whatever they do, two at once, and started again: the same
 * tables as in a schema beside it whose worker nobody disturbed. The same rows are in both: two days that are old enough
 * to be purged, one that is not, and more that come late to that one.
 */
class KilledWorkerIT {
    @RegisterExtension
    private final Database database = Database.empty();

    private final WorkedSchema calm = new WorkedSchema(database, "calm");
    private final WorkedSchema killed = new WorkedSchema(database, "killed");
    private final Random random = new Random(20261122);

    @BeforeEach
    void fillBoth() {
        for (WorkedSchema schema : List.of(calm, killed)) {
            schema.migrated().fill(20_000, 42, 41, 2);
        }
    }

    @Test
    void leavesTheSameTablesAfterFourKills() {
        throughKills(4);
    }

    @Test
    @Tag("storm")
    void leavesTheSameTablesAfterAHundredKills() {
        throughKills(100);
    }

    @Test
    void leavesNothingBehindWhenItIsAskedToEnd() {
        try (HostJvm serving = start("serve", "--port", "0")) {
            Awaitility.await()
                    .until(() -> database.number("SELECT count(*) FROM killed.bucket_state WHERE counted > 0") > 0);
            serving.terminate();
            assertThat(serving.awaitExit(Duration.ofSeconds(10))).isZero();
            assertThat(serving.stderr()).isEmpty();
        }
        killed.awaitNoWorker();
        comparesAfter(0);
    }

    private void throughKills(int kills) {
        for (int kill = 0; kill < kills; kill++) {
            if (kill % 3 == 2) {
                calm.late(2, kill);
                killed.late(2, kill);
            }
            try (HostJvm first = start(kill % 4 == 3 ? "purge" : "rollup");
                    HostJvm second = start(kill % 2 == 0 ? "rollup" : "purge")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400 + random.nextInt(1_600)));
                first.kill();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200)));
                second.kill();
            }
        }
        comparesAfter(kills);
    }

    private HostJvm start(String command, String... arguments) {
        return killed.start(HostJvm.runningJar(BuiltJars.worker()), command, arguments);
    }

    private void comparesAfter(int kills) {
        for (WorkedSchema schema : List.of(calm, killed)) {
            schema.work("rollup");
            schema.work("purge");
        }
        killed.assertSameAs(calm, kills + " kills");
        assertThat(database.number("SELECT count(*) FROM killed.purged_days")).isPositive();
    }
}
