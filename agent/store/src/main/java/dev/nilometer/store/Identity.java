package dev.nilometer.store;

/**
 * Who a stream's records come from: written into each spool segment, so that a later process can deliver them in the
 * dead one's name, and told to the database with the first call. Immutable; made by its {@link Builder}.
 */
public final class Identity {
    private final Builder from;

    private Identity(Builder from) {
        this.from = from;
    }

    /** Starts an identity; host, versions and start are '' and 0 until set. */
    public static Builder builder(String service, String environment, String instance) {
        return new Builder(service, environment, instance);
    }

    /** The service. */
    public String service() {
        return from.service;
    }

    /** Where it runs: production, staging. */
    public String environment() {
        return from.environment;
    }

    /** The one process among those of its service. */
    public String instance() {
        return from.instance;
    }

    /** The machine's name; '' when not known. */
    public String host() {
        return from.host;
    }

    /** The process id; 0 when not known. */
    public long pid() {
        return from.pid;
    }

    /** The agent's version; '' when not known. */
    public String agentVersion() {
        return from.agentVersion;
    }

    /** The application's version; '' when not known. */
    public String serviceVersion() {
        return from.serviceVersion;
    }

    /** Start of the process, microseconds since 1970 UTC. */
    public long startedAtMicros() {
        return from.startedAtMicros;
    }

    @Override
    public String toString() {
        return from.service + "/" + from.environment + "/" + from.instance;
    }

    /** Collects the fields. Not thread-safe; build once. */
    public static final class Builder {
        private final String service;
        private final String environment;
        private final String instance;
        private String host = "";
        private long pid;
        private String agentVersion = "";
        private String serviceVersion = "";
        private long startedAtMicros;

        private Builder(String service, String environment, String instance) {
            this.service = service;
            this.environment = environment;
            this.instance = instance;
        }

        /** The machine and the process on it. */
        public Builder process(String host, long pid) {
            this.host = host;
            this.pid = pid;
            return this;
        }

        /** The agent's version and the application's. */
        public Builder versions(String agentVersion, String serviceVersion) {
            this.agentVersion = agentVersion;
            this.serviceVersion = serviceVersion;
            return this;
        }

        /** Start of the process, microseconds since 1970 UTC. */
        public Builder startedAtMicros(long startedAtMicros) {
            this.startedAtMicros = startedAtMicros;
            return this;
        }

        /** The identity. The builder is used up. */
        public Identity build() {
            return new Identity(this);
        }
    }
}
