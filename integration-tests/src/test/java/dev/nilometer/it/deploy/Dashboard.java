package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.PrometheusServer;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The queries of the Grafana dashboard, its variables filled in as "all" would be. Stateless. */
public final class Dashboard {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Dashboard() {}

    /** Waits until each query of this choice finds something; the first of them have the whole time. */
    public static void awaitAnswers(PrometheusServer server, Predicate<String> chosen) {
        List<String> queries = queries().stream().filter(chosen).toList();
        assertThat(queries).hasSizeGreaterThan(30);
        for (String query : queries) {
            Awaitility.await(query).atMost(PATIENCE).until(() -> server.answers(query));
        }
    }

    static List<String> queries() {
        return DeployFolder.maps(DeployFolder.document("grafana/nilometer.json").get("panels")).stream()
                .filter(panel -> panel.get("targets") != null)
                .flatMap(panel -> DeployFolder.maps(panel.get("targets")).stream())
                .map(target -> target.get("expr").toString())
                .map(query -> query.replace("$service", ".*")
                        .replace("$environment", ".*")
                        .replace("$actor", ".*")
                        .replace("$__rate_interval", "10s"))
                .toList();
    }
}
