package dev.nilometer.agent.options;

import static dev.nilometer.agent.options.OptionType.BOOLEAN;
import static dev.nilometer.agent.options.OptionType.BUCKETS;
import static dev.nilometer.agent.options.OptionType.CHECK;
import static dev.nilometer.agent.options.OptionType.COUNT;
import static dev.nilometer.agent.options.OptionType.DURATION;
import static dev.nilometer.agent.options.OptionType.FILE;
import static dev.nilometer.agent.options.OptionType.FOLDER;
import static dev.nilometer.agent.options.OptionType.FRACTION;
import static dev.nilometer.agent.options.OptionType.HOST;
import static dev.nilometer.agent.options.OptionType.LEVEL;
import static dev.nilometer.agent.options.OptionType.LIST;
import static dev.nilometer.agent.options.OptionType.NAME_PREFIX;
import static dev.nilometer.agent.options.OptionType.PORT;
import static dev.nilometer.agent.options.OptionType.PRICE;
import static dev.nilometer.agent.options.OptionType.RATE;
import static dev.nilometer.agent.options.OptionType.SECRET;
import static dev.nilometer.agent.options.OptionType.SIZE;
import static dev.nilometer.agent.options.OptionType.TEXT;
import static dev.nilometer.agent.options.OptionType.URL;

/**
 * Everything that can be set: key, type (which knows its unit), default, allowed range, one sentence. The only list;
 * the table in docs/configuration.md is compared with it by a test. A part in angle brackets stands for any name.
 * An empty default is worked out at start, as the sentence says. Immutable.
 */
public enum AgentOption {
    ENABLED("enabled", BOOLEAN, "true", "", "false: the agent does nothing at all."),
    CONFIG("config", FILE, "", "", "A properties file with further options, prefix optional."),
    SERVICE("service", TEXT, "", "", "Service name; else OTEL_SERVICE_NAME, SERVICE_NAME, then main class or jar."),
    SERVICE_VERSION("service.version", TEXT, "", "", "The application's version, kept with the stream."),
    ENVIRONMENT("environment", TEXT, "", "", "Environment name; else the variable ENVIRONMENT, then `default`."),
    INSTANCE("instance", TEXT, "", "", "Name of this process; else host:pid."),
    DB_URL("db.url", URL, "", "", "Where rows go; without it the agent serves Prometheus alone."),
    DB_USER("db.user", TEXT, "", "", "Database role."),
    DB_PASSWORD("db.password", SECRET, "", "", "Its password; prefer db.password-file."),
    DB_PASSWORD_FILE("db.password-file", FILE, "", "", "A file that holds the password; read for each connection."),
    DB_SCHEMA("db.schema", TEXT, "nilometer", "", "Schema that the worker's migrate made."),
    HTTP_ENABLED("http.enabled", BOOLEAN, "true", "", "Whether /metrics, /health, /ready and /v1/status are served."),
    HTTP_HOST("http.host", HOST, "127.0.0.1", "", "Address to listen on; 0.0.0.0 opens it to the network."),
    HTTP_PORT("http.port", PORT, "9469", "", "Port to listen on; 0 takes any free one and says which."),
    HTTP_USER("http.user", TEXT, "", "", "With it, /metrics and /v1/status ask for this user and a password."),
    HTTP_PASSWORD("http.password", SECRET, "", "", "Its password; prefer http.password-file."),
    HTTP_PASSWORD_FILE("http.password-file", FILE, "", "", "A file that holds the password; read again when changed."),
    HTTP_TLS_CERTIFICATE(
            "http.tls.certificate", FILE, "", "", "A PEM file with the port's certificates: with it, HTTPS alone."),
    HTTP_TLS_KEY("http.tls.key", FILE, "", "", "A PEM file with its key (PKCS #8); both are read again when changed."),
    READY("ready.<name>", CHECK, "", "", "A further check for /ready, asked in the background every 10 s."),
    SPOOL_DIR("spool.dir", FOLDER, "", "", "Where records wait for the database; else the user's cache folder."),
    SPOOL_MAX("spool.max", SIZE, "64MiB", "1MiB..64GiB", "Most bytes the spool may hold, and 10 % of the free disk."),
    SPOOL_FSYNC("spool.fsync", BOOLEAN, "false", "", "Whether every frame is forced to disk: for power cuts."),
    FLUSH("flush", DURATION, "200ms", "10ms..10s", "How often records go to the spool: what a kill can cost."),
    SEND("send", DURATION, "2s", "50ms..1h", "How often the spool goes to the database."),
    ROWS_PER_SECOND(
            "rows.per-second", RATE, "300", "", "Rows this JVM may keep; beyond it sketches. 0: sketches only."),
    SERIES_MAX("series.max", COUNT, "2000", "1..100000", "Most series; beyond it one overflow series per metric."),
    QUEUE_POLL("queue.poll", DURATION, "10s", "10ms..1h", "How often queues are asked for their depth."),
    BUCKETS_SECONDS(
            "buckets",
            BUCKETS,
            "0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10,30,60,300",
            "",
            "Upper bounds of the classic Prometheus buckets."),
    METRICS_PRIVATE("metrics.private", LIST, "", "", "What never appears on /metrics, such as `event{event=\"x\"}`."),
    METRICS_PREFIX("metrics.prefix", NAME_PREFIX, "", "", "Put before every metric's name on /metrics."),
    METRICS_JVM("metrics.jvm", BOOLEAN, "true", "", "Whether memory, GC, threads and CPU are on /metrics."),
    INSTRUMENT_METHODS("instrument.methods", LIST, "", "", "Methods timed without annotation: `com.acme.Mailer#send`."),
    INSTRUMENT_LIBRARY("instrument.<library>.enabled", BOOLEAN, "true", "", "Switches one instrumentation off."),
    CONFIDENCE_HIGH("confidence.high", FRACTION, "0.85", "", "Confidence from here on is high."),
    CONFIDENCE_MEDIUM("confidence.medium", FRACTION, "0.6", "", "Confidence from here on is medium, below it low."),
    PRICE_MODEL(
            "price.<model>", PRICE, "", "", "With it, tokens reported for that model become an estimated cost too."),
    LOG_LEVEL("log.level", LEVEL, "info", "", "How much the agent says on stderr.");

    private final String key;
    private final OptionType type;
    private final String defaultText;
    private final String range;
    private final String sentence;

    AgentOption(String key, OptionType type, String defaultText, String range, String sentence) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.range = range;
        this.sentence = sentence;
    }

    /** Without the prefix {@code nilometer.}. */
    public String key() {
        return key;
    }

    /** What its text must look like. */
    public OptionType type() {
        return type;
    }

    /** The default as a user would write it; empty when it is worked out at start or there is none. */
    public String defaultText() {
        return defaultText;
    }

    /** Least and most, "10ms..10s"; empty when the type says it all. */
    public String range() {
        return range;
    }

    /** What it does. */
    public String sentence() {
        return sentence;
    }

    /** True when the key has a part that the user chooses. */
    public boolean isFamily() {
        return key.indexOf('<') >= 0;
    }

    /** The part that the user chose, when this family has that key; else empty. */
    public String memberNamed(String candidate) {
        String head = key.substring(0, key.indexOf('<'));
        String tail = key.substring(key.indexOf('>') + 1);
        boolean member = candidate.length() > head.length() + tail.length()
                && candidate.startsWith(head)
                && candidate.endsWith(tail);
        return member ? candidate.substring(head.length(), candidate.length() - tail.length()) : "";
    }

    /** Throws {@link IllegalArgumentException} when the text is not of this option's type or out of its range. */
    void check(String text) {
        type.check(text);
        if (!range.isEmpty()) {
            int dots = range.indexOf("..");
            long amount = type.amount(text);
            if (amount < type.amount(range.substring(0, dots)) || amount > type.amount(range.substring(dots + 2))) {
                throw new IllegalArgumentException(text);
            }
        }
    }

    /** What was expected, as the rest of a sentence that begins with "is not". */
    String expectation() {
        if (range.isEmpty()) {
            return type.expectation();
        }
        return type.expectation() + " from " + range.replace("..", " to ");
    }
}
