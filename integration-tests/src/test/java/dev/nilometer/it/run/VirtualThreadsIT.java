package dev.nilometer.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Virtual;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand virtual threads that block inside woven methods: none is pinned by the agent, and nothing is left of them. */
class VirtualThreadsIT {
    private static final int THREADS = 10_000;
    private static final int STEPS = 50_000;
    private static final int PAIRS = 5;

    @Test
    void pinsNoneAndKeepsNothingOfThem() {
        Path java = Jdks.require(25);
        long without = took(host(java), false);
        long with = took(host(java).agent(""), true);
        System.out.println("virtual threads took " + without + " us without, " + with + " us with the agent");
        assertThat(with).as("us; generous, the machine is busy").isLessThan(without * 3 + 500_000);
    }

    /** Ten rounds to warm up and ten that count; each execution computes for about 100 us beside its two pauses. */
    @Test
    @Tag("storm")
    void losesAtMostThreePercentOfTheirThroughput() {
        Path java = Jdks.require(25);
        double[] ratios = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            long without = rounds(host(java));
            ratios[pair] = without / (double) rounds(host(java).agent(""));
        }
        Arrays.sort(ratios);
        System.out.println("throughput of virtual threads with the agent, of that without: " + Arrays.toString(ratios));
        assertThat(ratios[PAIRS / 2]).isGreaterThanOrEqualTo(0.97);
    }

    private static long rounds(HostJvm.Builder builder) {
        try (HostJvm host = builder.argument(20).argument(STEPS).start()) {
            return Long.parseLong(host.awaitOut("took ").split(" ")[0]);
        }
    }

    private static HostJvm.Builder host(Path java) {
        return HostJvm.running(Virtual.class).java(java).argument(THREADS);
    }

    private static long took(HostJvm.Builder builder, boolean hasAgent) {
        try (HostJvm host = builder.start()) {
            long took = Long.parseLong(host.awaitOut("took ").split(" ")[0]);
            assertThat(host.awaitOut("pinned ")).as("ours").startsWith("0 of ");
            if (hasAgent) {
                assertThat(host.get("/metrics").body())
                        .containsPattern("execution_duration_seconds_count\\{[^}]*} " + (THREADS + THREADS / 10))
                        .containsPattern("processing_duration_seconds_count\\{[^}]*} " + 2 * (THREADS + THREADS / 10))
                        .containsPattern("executions_in_progress\\{[^}]*} 0")
                        .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0");
                awaitNothingLeft(host);
            }
            return took;
        }
    }

    /** Contexts are those of platform threads, and no execution is held. */
    private static void awaitNothingLeft(HostJvm host) {
        Awaitility.await("nothing left").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Histogram live = Histogram.of(host);
            assertThat(live.instances("java.lang.NilometerContext")).isLessThan(50);
            assertThat(live.instances("java.lang.NilometerOpenExecution")).isZero();
            assertThat(live.instances("java.lang.NilometerLane")).isLessThan(40);
        });
    }
}
