package dev.nilometer.prometheus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final String user;
    private final String password;
    private final @Nullable Path passwordFile;
    private final @Nullable Path tlsCertificate;
    private final @Nullable Path tlsKey;

    private EndpointSettings(Builder from) {
        this.host = from.host;
        this.port = from.port;
        this.service = from.service;
        this.environment = from.environment;
        this.version = from.version;
        this.prefix = from.prefix;
        this.privatePatterns = Collections.unmodifiableList(new ArrayList<>(from.privatePatterns));
        this.jvmMetrics = from.jvmMetrics;
        this.user = from.user;
        this.password = from.password;
        this.passwordFile = from.passwordFile;
        this.tlsCertificate = from.tlsCertificate;
        this.tlsKey = from.tlsKey;
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

    /** Who may see metrics and status; '' for everybody. */
    String user() {
        return user;
    }

    /** His password, if it stands in no file; '' for none. */
    String password() {
        return password;
    }

    /** The file with his password; null for none. */
    @Nullable
    Path passwordFile() {
        return passwordFile;
    }

    boolean hasPassword() {
        return !password.isEmpty() || passwordFile != null;
    }

    /** The file with the certificates of the port, PEM; null for HTTP without TLS. */
    @Nullable
    Path tlsCertificate() {
        return tlsCertificate;
    }

    /** The file with its key, PEM. */
    @Nullable
    Path tlsKey() {
        return tlsKey;
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
        private String user = "";
        private String password = "";
        private @Nullable Path passwordFile;
        private @Nullable Path tlsCertificate;
        private @Nullable Path tlsKey;

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

        /** Who may see metrics and status; '' for everybody, with a password or a file that holds it. */
        public Builder user(String user, String password, @Nullable Path passwordFile) {
            this.user = user;
            this.password = password;
            this.passwordFile = passwordFile;
            return this;
        }

        /** Certificates and key for TLS, files in PEM; null for HTTP without. */
        public Builder tls(@Nullable Path certificate, @Nullable Path key) {
            this.tlsCertificate = certificate;
            this.tlsKey = key;
            return this;
        }

        /** The settings. */
        public EndpointSettings build() {
            return new EndpointSettings(this);
        }
    }
}
