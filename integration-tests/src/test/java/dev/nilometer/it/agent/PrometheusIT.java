package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.PrometheusServer;
import dev.nilometer.it.host.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus server understands what the agent says, and computes the percentiles that the host really had. */
class PrometheusIT {
    private static final int TOLD = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    @TempDir
    private Path folder;

    @Test
    void nativeHistogramsGiveThePercentilesWithinAPercent() {
        PrometheusServer.assumeInstalled();
        try (HostJvm host =
                        HostJvm.running(Durations.class).agent("service=shop").start();
                PrometheusServer server =
                        PrometheusServer.scraping(host.port(), folder, "native-histograms", "exemplar-storage")) {
            String[] narrow = host.awaitOut("narrow ").split(" ");
            String[] wide = host.awaitOut("wide ").split(" ");
            host.awaitOut("told ");
            awaitCount(server, "histogram_count(processing_duration_seconds{stage=\"wide\"})");

            for (int i = 0; i < QUANTILES.length; i++) {
                assertThat(quantile(server, QUANTILES[i], "processing_duration_seconds{stage=\"narrow\"}"))
                        .isCloseTo(Long.parseLong(narrow[i]) / 1e9, Percentage.withPercentage(1));
                assertThat(quantile(server, QUANTILES[i], "processing_duration_seconds{stage=\"wide\"}"))
                        .isCloseTo(Long.parseLong(wide[i]) / 1e9, Percentage.withPercentage(1));
            }
            assertThat(exemplars(server, "execution_duration_seconds")).contains("\"correlation_id\":\"order-4711\"");
        }
    }

    @Test
    void classicHistogramsGiveTheBucketOfEachPercentile() {
        PrometheusServer.assumeInstalled();
        try (HostJvm host =
                        HostJvm.running(Durations.class).agent("service=shop").start();
                PrometheusServer server = PrometheusServer.scraping(host.port(), folder)) {
            String[] wide = host.awaitOut("wide ").split(" ");
            host.awaitOut("told ");
            awaitCount(server, "processing_duration_seconds_count{stage=\"wide\"}");

            String buckets = "processing_duration_seconds_bucket{stage=\"wide\"}";
            for (int i = 0; i < QUANTILES.length; i++) {
                double exact = Long.parseLong(wide[i]) / 1e9;
                assertThat(quantile(server, QUANTILES[i], buckets)).isCloseTo(exact, within(1.5 * exact));
            }
        }
    }

    private static String exemplars(PrometheusServer server, String of) {
        long now = Instant.now().getEpochSecond();
        String path = "/api/v1/query_exemplars?query=" + of + "&start=" + (now - 600) + "&end=" + (now + 600);
        return Awaitility.await().atMost(PATIENCE).until(() -> server.get(path), body -> body.contains("labels"));
    }

    private static void awaitCount(PrometheusServer server, String query) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.value(query)).hasValue(TOLD));
    }

    private static double quantile(PrometheusServer server, double quantile, String of) {
        String query = String.format(Locale.ROOT, "histogram_quantile(%s, %s)", quantile, of);
        // A scrape that a busy machine made late leaves a gap until the next one.
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> server.value(query), OptionalDouble::isPresent)
                .orElseThrow();
    }
}
