package dev.nilometer.worker.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every setting that people may change: its column, how its value is written, and one sentence. Immutable. */
public enum SettingKey {
    RAW_MAX_BYTES("raw_max_bytes", "bigint", "bytes that rows may take while they are kept; 0 = no cap", Units::bytes),
    ROWS_DAYS("rows_days", "int", "days that rows are kept, unless purge or serve is told otherwise", Units::days),
    RAW_PER_SECOND("raw_per_second", "bigint", "rows a second for all streams together; none = no limit", Units::rate),
    SEND_INTERVAL("send_interval_ms", "int", "how often an agent sends, 200ms to 60s", Units::sendInterval),
    ENABLED("enabled", "boolean", "false = agents record nothing", Units::flag),
    DIMENSIONS("dimensions", "text[]", "further labels to roll up by, as a,b+c; empty = none", Units::dimensions);

    private final String column;
    private final String sqlType;
    private final String sentence;
    private final Function<String, @Nullable String> parser;

    SettingKey(String column, String sqlType, String sentence, Function<String, @Nullable String> parser) {
        this.column = column;
        this.sqlType = sqlType;
        this.sentence = sentence;
        this.parser = parser;
    }

    /** What people type: {@code raw_max_bytes}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, with its unit. */
    public String sentence() {
        return sentence;
    }

    String column() {
        return column;
    }

    String sqlType() {
        return sqlType;
    }

    /** The value as PostgreSQL reads it; throws {@link IllegalArgumentException} with what would be right. */
    @Nullable
    String parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key() + "=" + text + ": " + e.getMessage(), e);
        }
    }

    /** The key of that name; throws {@link IllegalArgumentException} that names the nearest one. */
    static SettingKey named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown setting '" + key + "'; "
                        + Nearest.of(key, keys())
                                .map(near -> "did you mean " + near + "? ")
                                .orElse("")
                        + "there are " + String.join(", ", keys())));
    }

    private static List<String> keys() {
        return Arrays.stream(values()).map(SettingKey::key).toList();
    }
}
