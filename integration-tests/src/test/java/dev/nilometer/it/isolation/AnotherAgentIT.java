package dev.nilometer.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Caller;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenTelemetry's agent beside ours, before and after it on the command line: the host prints and ends as with theirs
 * alone, and every call is counted once.
 */
class AnotherAgentIT {
    private static final int EXECUTIONS = 1_000;
    private static final int INSIDE = 3;
    private static final int OUTSIDE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"17,true", "17,false", "25,true", "25,false"})
    void livesBesideIt(int version, boolean theirsFirst) {
        HostJvm alone = theirs(caller(version)).run();
        HostJvm.Builder both = theirsFirst
                ? theirs(caller(version)).agent("")
                : theirs(caller(version).agent(""));
        try (HostJvm host = both.argument("wait").start()) {
            host.awaitOut("samples ");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(host.get("/metrics").body())
                            .containsPattern(
                                    "execution_duration_seconds_count\\{[^}]*actor=\"caller\"[^}]*} " + EXECUTIONS)
                            .containsPattern("nilometer_records_total\\{[^}]*kind=\"sample\"[^}]*} "
                                    + (EXECUTIONS * INSIDE + OUTSIDE))
                            .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0"));
            assertThat(host.get("/v1/status").body()).contains("\"refused_count\":0");
            host.tell("end");

            assertThat(host.awaitExit()).isEqualTo(alone.awaitExit()).isZero();
            assertThat(host.stdout()).isEqualTo(alone.stdout());
            assertThat(othersLines(host)).isEqualTo(othersLines(alone));
        }
    }

    private static HostJvm.Builder caller(int version) {
        return HostJvm.running(Caller.class)
                .java(Jdks.require(version))
                .argument(EXECUTIONS)
                .argument(INSIDE)
                .argument(OUTSIDE);
    }

    private static HostJvm.Builder theirs(HostJvm.Builder host) {
        return host.option("-javaagent:" + BuiltJars.openTelemetry())
                .option("-Dotel.traces.exporter=none")
                .option("-Dotel.metrics.exporter=none")
                .option("-Dotel.logs.exporter=none");
    }

    /** Without ours, and without the times in theirs. */
    private static List<String> othersLines(HostJvm host) {
        return host.stderr().stream()
                .filter(line -> !line.startsWith("nilometer: "))
                .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d:\\d{3}", "then"))
                .toList();
    }
}
