package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.agent.ready.BackgroundChecks;
import dev.nilometer.http.Protection;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.prometheus.EndpointSettings;
import dev.nilometer.prometheus.MetricsEndpoint;
import dev.nilometer.prometheus.Operations;
import dev.nilometer.prometheus.ReadyCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the HTTP endpoint and the checks behind /ready. Loaded only where there is jdk.httpserver. */
final class Endpoint {
    private final MetricsEndpoint endpoint;
    /** Null when there is nothing to check. */
    private final @Nullable Thread checking;

    private Endpoint(MetricsEndpoint endpoint, @Nullable Thread checking) {
        this.endpoint = endpoint;
        this.checking = checking;
    }

    /** Throws {@link IOException} with a sentence when the port is taken. */
    static Endpoint start(Options options, String version, StatusPage status, Diagnostics log) throws IOException {
        BackgroundChecks checks = new BackgroundChecks(addresses(options), log);
        MetricsEndpoint endpoint = MetricsEndpoint.start(
                settings(options, version),
                status.accounts()::fresh,
                status::readings,
                Operations.of(() -> ready(status, checks), status),
                AgentThreads.named("nilometer-http"),
                log);
        Thread checking = checks.results().isEmpty() ? null : AgentThreads.start("nilometer-ready", checks);
        return new Endpoint(endpoint, checking);
    }

    /** The port that was asked for, or the free one that was found. */
    int port() {
        return endpoint.port();
    }

    /** Ends its threads: one that waits for a connection or an answer makes the JVM's exit wait 300 ms for it. */
    void close() {
        if (checking != null) {
            checking.interrupt();
        }
        endpoint.close();
    }

    private static EndpointSettings settings(Options options, String version) {
        return EndpointSettings.of(options.text(AgentOption.SERVICE), options.text(AgentOption.ENVIRONMENT))
                .listen(options.text(AgentOption.HTTP_HOST), (int) options.amount(AgentOption.HTTP_PORT))
                .version(version)
                .prefix(options.text(AgentOption.METRICS_PREFIX))
                .privatePatterns(options.list(AgentOption.METRICS_PRIVATE))
                .jvmMetrics(options.bool(AgentOption.METRICS_JVM))
                .protection(protection(options))
                .build();
    }

    private static Protection protection(Options options) {
        return Protection.NONE
                .user(
                        options.text(AgentOption.HTTP_USER),
                        options.text(AgentOption.HTTP_PASSWORD),
                        file(options, AgentOption.HTTP_PASSWORD_FILE))
                .tls(file(options, AgentOption.HTTP_TLS_CERTIFICATE), file(options, AgentOption.HTTP_TLS_KEY));
    }

    private static @Nullable Path file(Options options, AgentOption option) {
        String text = options.text(option);
        return text.isEmpty() ? null : Paths.get(text);
    }

    private static Map<String, String> addresses(Options options) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, Setting> check :
                options.family(AgentOption.READY).entrySet()) {
            addresses.put(check.getKey(), check.getValue().text());
        }
        return addresses;
    }

    private static List<ReadyCheck> ready(StatusPage status, BackgroundChecks checks) {
        List<ReadyCheck> all = new ArrayList<>(status.ready());
        all.addAll(checks.results());
        return all;
    }
}
