package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Steady;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One command steers every agent: the row budget is shared out, and the off switch is seen within one send. */
class FleetControlIT {
    private static final int AGENTS = 3;
    private static final Duration SEND = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An interval has 20 % of jitter; the rest is a busy machine. */
    private static final Duration WITHIN_ONE_SEND = SEND.plusSeconds(3);

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @Test
    void settingsReachEveryAgent() {
        List<HostJvm> agents = new ArrayList<>();
        try {
            for (int i = 0; i < AGENTS; i++) {
                agents.add(agent(i));
            }
            await(PATIENCE, agents, "\"fleet_enabled\":true");

            database.worker("settings", "raw_per_second=60");
            await(PATIENCE, agents, "\"fleet_rows_per_second\":20");

            database.worker("settings", "enabled=false");
            await(WITHIN_ONE_SEND, agents, "\"fleet_enabled\":false");
            agents.forEach(agent -> agent.awaitErr("record nothing"));
            // a status may lack what a drain without a processor has not taken yet
            Awaitility.await("all is counted")
                    .atMost(PATIENCE)
                    .until(() -> recorded(agents).equals(recorded(agents)));
            List<Long> recorded = recorded(agents);
            assertThat(recorded).allSatisfy(count -> assertThat(count).isPositive());

            database.worker("settings", "enabled=true", "raw_per_second=none");
            assertThat(recorded(agents)).isEqualTo(recorded);
            agents.forEach(agent -> agent.awaitErr("recording goes on"));
            await(PATIENCE, agents, "\"fleet_enabled\":true");
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                List<Long> now = recorded(agents);
                for (int i = 0; i < AGENTS; i++) {
                    assertThat(now.get(i)).isGreaterThan(recorded.get(i));
                }
            });
        } finally {
            agents.forEach(HostJvm::close);
        }
    }

    private HostJvm agent(int number) {
        return HostJvm.running(Steady.class)
                .agent(database.agentOptions() + ";service=fleet;send=2s;spool.dir="
                        + folder.resolve("spool-" + number))
                .argument(50)
                .argument(1)
                .start();
    }

    private static void await(Duration atMost, List<HostJvm> agents, String setting) {
        Awaitility.await(setting)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(agents)
                        .allSatisfy(agent ->
                                assertThat(agent.get("/v1/status").body()).contains(setting)));
    }

    /** Executions that each agent recorded so far. */
    private static List<Long> recorded(List<HostJvm> agents) {
        Pattern count = Pattern.compile("\"execution\":\\{\"recorded\":(\\d+)");
        return agents.stream()
                .map(agent -> {
                    Matcher found = count.matcher(agent.get("/v1/status").body());
                    assertThat(found.find()).isTrue();
                    return Long.parseLong(found.group(1));
                })
                .toList();
    }
}
