package dev.nilometer.prometheus;

import dev.nilometer.http.Protection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the endpoint is told at start. Immutable, safe from every thread. */
public final class EndpointSettings {
    private final String host;
    private final int port;
    private final String service;
    private final String environment;
    private final String version;
    private final String prefix;
    private final List<String> privatePatterns;
    private final boolean jvmMetrics;
    private final Protection protection;

    private EndpointSettings(Builder from) {
        this.host = from.host;
        this.port = from.port;
        this.service = from.service;
        this.environment = from.environment;
        this.version = from.version;
        this.prefix = from.prefix;
        this.privatePatterns = Collections.unmodifiableList(new ArrayList<>(from.privatePatterns));
        this.jvmMetrics = from.jvmMetrics;
        this.protection = from.protection;
    }

    /** Settings with their defaults, for this service and environment: labels of every metric. */
    public static Builder of(String service, String environment) {
        return new Builder(service, environment);
    }

    /** The address to listen on. */
    public String host() {
        return host;
    }

    /** The port to listen on; 0 for any free one. */
    public int port() {
        return port;
    }

    /** The label service. */
    public String service() {
        return service;
    }

    /** The label environment. */
    public String environment() {
        return environment;
    }

    /** The agent's version, for nilometer_build_info. */
    public String version() {
        return version;
    }

    /** What stands before the names of the application's metrics; '' for nothing. */
    public String prefix() {
        return prefix;
    }

    /** Patterns of what must not be shown; see {@link PrivateSeries}. */
    public List<String> privatePatterns() {
        return privatePatterns;
    }

    /** True when memory, GC, threads and CPU are shown too. */
    public boolean jvmMetrics() {
        return jvmMetrics;
    }

    /** What is asked of those who come. */
    Protection protection() {
        return protection;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final String service;
        private final String environment;
        private String host = "127.0.0.1";
        private int port = 9469;
        private String version = "unknown";
        private String prefix = "";
        private List<String> privatePatterns = Collections.emptyList();
        private boolean jvmMetrics = true;
        private Protection protection = Protection.NONE;

        private Builder(String service, String environment) {
            this.service = service;
            this.environment = environment;
        }

        /** Where to listen; 127.0.0.1 and 9469 by default, port 0 for any free one. */
        public Builder listen(String host, int port) {
            this.host = host;
            this.port = port;
            return this;
        }

        /** The agent's version. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** What stands before the names of the application's metrics; '' by default. */
        public Builder prefix(String prefix) {
            this.prefix = prefix;
            return this;
        }

        /** Patterns of what must not be shown; none by default. */
        public Builder privatePatterns(List<String> patterns) {
            this.privatePatterns = patterns;
            return this;
        }

        /** Whether the JVM's own numbers are shown; true by default. */
        public Builder jvmMetrics(boolean shown) {
            this.jvmMetrics = shown;
            return this;
        }

        /** What is asked of those who want more than /health and /ready; nothing by default. */
        public Builder protection(Protection protection) {
            this.protection = protection;
            return this;
        }

        /** The settings. */
        public EndpointSettings build() {
            return new EndpointSettings(this);
        }
    }
}
