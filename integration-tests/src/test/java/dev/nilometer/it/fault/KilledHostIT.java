package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Steady;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A host is killed with SIGKILL at any moment: what it printed 250 ms before is stored, and nothing is stored twice. */
class KilledHostIT {
    /** What the promise is; a machine that is busy with other tests gets more. */
    private static final long LOST_MILLIS = 250;

    private static final long LOST_MILLIS_ON_A_BUSY_MACHINE = 1_000;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @Test
    void losesTheLastMomentsAtMostInThreeKills() {
        assertThat(worstOf(3)).isLessThanOrEqualTo(LOST_MILLIS_ON_A_BUSY_MACHINE);
    }

    @Test
    @Tag("storm")
    void losesAQuarterOfASecondAtMostInFiftyKills() {
        assertThat(worstOf(50)).isLessThanOrEqualTo(LOST_MILLIS);
    }

    /** How old the oldest record was that a kill cost, ms. */
    private long worstOf(int kills) {
        // The killed count as living for three minutes: without this, each would get a fiftieth of the database's
        // budget.
        database.execute("UPDATE nilometer.settings SET raw_max_bytes = 0");
        Random random = new Random(50);
        Set<String> printed = new HashSet<>();
        long worst = 0;
        for (int kill = 0; kill < kills; kill++) {
            List<String> items = killedAfter(300 + random.nextInt(1_000), printed);
            // half of them are delivered by the next host, half by the command
            if (kill % 2 == 1 || kill == kills - 1) {
                database.worker("recover", "--spool", spool.toString());
                assertThat(spool).as("all was delivered").isEmptyDirectory();
                worst = Math.max(worst, oldestMissing(items));
            }
        }
        Set<String> stored = stored();
        assertThat(database.number("select count(*) from nilometer.execution_rows"))
                .isEqualTo(stored.size());
        assertThat(printed.size() - stored.size()).isLessThan(kills * 200);
        Stored.assertConsistent(database::number);
        System.out.printf(
                "%d kills: %d items printed, %d stored, the oldest lost was %d ms old%n",
                kills, printed.size(), stored.size(), worst);
        return worst;
    }

    private List<String> killedAfter(int millis, Set<String> printed) {
        try (HostJvm host = HostJvm.running(Steady.class)
                .agent(database.agentOptions() + ";service=killed;send=200ms;rows.per-second=unlimited;spool.dir="
                        + spool)
                .argument(200) // few enough for each to keep its row, on a busy machine too
                .argument(2)
                .argument("print")
                .start()) {
            host.awaitOut("item ");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            long at = System.currentTimeMillis();
            host.kill();
            List<String> items = host.stdout().stream()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 3)
                    .map(words -> words[1] + " " + (at - Long.parseLong(words[2])))
                    .toList();
            items.forEach(item -> printed.add(item.split(" ")[0]));
            return items;
        }
    }

    /** Items and their age at the kill. */
    private long oldestMissing(List<String> items) {
        Set<String> stored = stored();
        long oldest = 0;
        for (String item : items) {
            String[] words = item.split(" ");
            if (!stored.contains(words[0])) {
                oldest = Math.max(oldest, Long.parseLong(words[1]));
            }
        }
        return oldest;
    }

    private Set<String> stored() {
        Set<String> stored = new HashSet<>();
        database.rows("select distinct item_id from nilometer.execution_rows").forEach(row -> stored.add(row.get(0)));
        return stored;
    }
}
