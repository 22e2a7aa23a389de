package dev.nilometer.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Spring Boot application in a jar of jars, whose classes come from a loader of Spring's and partly behind proxies of
 * Spring's: it logs, answers and ends as without the agent, and each call is measured once.
 */
class SpringHostIT {
    private static final int ORDERS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void runsAsWithoutAndIsMeasured(int version) {
        HostJvm without = shop(version).run();
        try (HostJvm with = shop(version)
                .agent(database.agentOptions() + ";send=50ms;rows.per-second=unlimited;spool.dir="
                        + folder.resolve("spool"))
                .argument(ORDERS)
                .argument("wait")
                .start()) {
            with.awaitOut("passed ");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(with.get("/metrics").body())
                            .containsPattern("execution_duration_seconds_count\\{[^}]*actor=\"intake\"[^}]*} " + ORDERS)
                            .containsPattern(
                                    "execution_duration_seconds_count\\{[^}]*actor=\"delivery\"[^}]*} " + ORDERS)
                            .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0"));
            assertThat(with.get("/v1/status").body())
                    .contains("\"refused_count\":0")
                    .contains(
                            "dev.nilometer.spring.Intake",
                            "dev.nilometer.spring.Pipeline",
                            "dev.nilometer.spring.Stock",
                            "dev.nilometer.spring.Pricing",
                            "dev.nilometer.spring.Discount",
                            "dev.nilometer.spring.Tax",
                            "dev.nilometer.spring.Delivery",
                            "dev.nilometer.spring.Packing",
                            "dev.nilometer.spring.Labels",
                            "dev.nilometer.spring.Letters")
                    .doesNotContain("$$SpringCGLIB");
            with.tell("end");

            assertThat(with.awaitExit()).isEqualTo(without.awaitExit()).isZero();
            assertThat(steady(with.stdout())).isEqualTo(steady(without.stdout()));
            assertThat(with.stderr()).hasSameSizeAs(with.agentLines());
        }
        assertThat(database.rows("select actor, count(*) from nilometer.executions group by 1 order by 1"))
                .containsExactly(
                        List.of("delivery", "" + ORDERS),
                        List.of("intake", "" + ORDERS),
                        List.of("pipeline", "" + ORDERS));
        assertThat(database.rows("select labels ->> 'stage', count(*) from nilometer.operational_metrics "
                        + "where metric_type like 'processing%' group by 1 order by 1"))
                .contains(List.of("tax", "" + ORDERS), List.of("reserve", "" + ORDERS), List.of("send", "" + ORDERS));
    }

    private static HostJvm.Builder shop(int version) {
        return HostJvm.runningJar(BuiltJars.spring()).java(Jdks.require(version));
    }

    /** Without what differs from run to run. */
    private static List<String> steady(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("in \\d+ ms", "in some ms").replaceAll("port \\d+", "port"))
                .toList();
    }
}
