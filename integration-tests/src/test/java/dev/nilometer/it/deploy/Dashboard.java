package dev.nilometer.it.deploy;

import java.util.List;

/** The queries of the Grafana dashboard, its variables filled in as "all" would be. Stateless. */
final class Dashboard {
    private Dashboard() {}

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
