package dev.nilometer.agent.options;

import java.util.Locale;

/** How much the agent says on stderr, from nothing to everything. */
public enum Level {
    OFF,
    WARN,
    INFO,
    DEBUG;

    /** The level with this name in any case; throws {@link IllegalArgumentException} when there is none. */
    public static Level of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
