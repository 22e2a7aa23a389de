package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;

/** The one line that every start prints: who is measured, where to look, where records go. Static, without secrets. */
final class StartLine {
    private StartLine() {}

    /** The sentence, made of options alone; a port of 0 is named by the endpoint once it has one. */
    static String of(Options options, String version) {
        return version + " measures " + options.text(AgentOption.SERVICE) + " (" + options.text(AgentOption.ENVIRONMENT)
                + "); " + endpoint(options) + "; " + database(options);
    }

    private static String endpoint(Options options) {
        if (!options.bool(AgentOption.HTTP_ENABLED)) {
            return "no endpoint (http.enabled=false), log.level=debug prints all settings";
        }
        String host = options.text(AgentOption.HTTP_HOST);
        String port = options.text(AgentOption.HTTP_PORT);
        if (options.amount(AgentOption.HTTP_PORT) == 0) {
            return "metrics at /metrics and all settings at /v1/status of a free port that a line of its own names";
        }
        String address = "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        String opened = host.equals(AgentOption.HTTP_HOST.defaultText()) ? " (http.host=0.0.0.0 opens it)" : "";
        return "metrics at " + address + "/metrics" + opened + ", all settings at " + address + "/v1/status";
    }

    private static String database(Options options) {
        if (options.text(AgentOption.DB_URL).isEmpty()) {
            return "no database (set db.url to keep rows)";
        }
        return "rows to " + options.setting(AgentOption.DB_URL).shown() + " schema "
                + options.text(AgentOption.DB_SCHEMA) + " through spool " + options.text(AgentOption.SPOOL_DIR);
    }
}
