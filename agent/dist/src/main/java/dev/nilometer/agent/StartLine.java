package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.model.Diagnostics;
import java.util.jar.JarFile;

/**
 * The one line that every start prints: who is measured, where to look, where records go; without secrets. It is said
 * when it is known to be true, by the thread that opened the port or could not; in a JVM that ends before that, by a
 * shutdown hook. Safe from every thread.
 */
final class StartLine implements Runnable {
    private final Options options;
    private final Diagnostics log;
    private final JarFile jar;

    /** Guarded by this. */
    private boolean said;

    StartLine(Options options, Diagnostics log, JarFile jar) {
        this.options = options;
        this.log = log;
        this.jar = jar;
    }

    /** The agent's version. */
    String version() {
        return Version.of(jar);
    }

    /** There is an endpoint, on this port. */
    void listens(int port) {
        say(false, endpoint(options, port));
    }

    /** There is none, as the options say. */
    void wantsNoEndpoint() {
        say(false, "no endpoint (http.enabled=false), log.level=debug prints all settings");
    }

    /** There is none, and this sentence says why. */
    void hasNoEndpoint(String why) {
        say(true, "no endpoint: " + why);
    }

    /** Nothing is measured. */
    synchronized void isObsolete() {
        said = true;
    }

    /** The JVM ends. */
    @Override
    public void run() {
        say(false, "it ends before the endpoint is there");
    }

    private synchronized void say(boolean warning, String endpoint) {
        if (said) {
            return;
        }
        said = true;
        String line = of(options, version(), endpoint);
        if (warning) {
            log.warn(line);
        } else {
            log.info(line);
        }
    }

    static String of(Options options, String version, String endpoint) {
        return version + " measures " + options.text(AgentOption.SERVICE) + " (" + options.text(AgentOption.ENVIRONMENT)
                + "); " + endpoint + "; " + database(options);
    }

    static String endpoint(Options options, int port) {
        String host = options.text(AgentOption.HTTP_HOST);
        String scheme = options.text(AgentOption.HTTP_TLS_CERTIFICATE).isEmpty() ? "http://" : "https://";
        String address = scheme + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        String found = options.amount(AgentOption.HTTP_PORT) == 0 ? "listens on port " + port + ", " : "";
        String opened = host.equals(AgentOption.HTTP_HOST.defaultText()) ? " (http.host=0.0.0.0 opens it)" : "";
        return found + "metrics at " + address + "/metrics" + opened + ", all settings at " + address + "/v1/status";
    }

    private static String database(Options options) {
        if (options.text(AgentOption.DB_URL).isEmpty()) {
            return "no database (set db.url to keep rows)";
        }
        return "rows to " + options.setting(AgentOption.DB_URL).shown() + " schema "
                + options.text(AgentOption.DB_SCHEMA) + " through spool " + options.text(AgentOption.SPOOL_DIR);
    }
}
