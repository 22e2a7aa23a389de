package dev.nilometer.agent;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for {@code java.util.logging.Logger} in the libraries of the agent jar (the shade step replaces the name),
 * because the real one would create loggers in the host's LogManager and print through its handlers. Says nothing,
 * from every thread. Public, with the names and shapes of the original, because libraries link to it.
 */
public final class SilentLogger {
    private static final SilentLogger ONLY = new SilentLogger();

    private SilentLogger() {}

    /** The one logger, whatever the name. */
    public static SilentLogger getLogger(String name) {
        return ONLY;
    }

    /** Always false, so that callers do not even build their sentences. */
    public boolean isLoggable(Level level) {
        return false;
    }

    /** The same for all. */
    public String getName() {
        return "silent";
    }

    /** Drops it. */
    public void log(Level level, String message) {}

    /** Drops it. */
    public void log(Level level, String message, @Nullable Object parameter) {}

    /** Drops it. */
    public void log(Level level, String message, Object @Nullable [] parameters) {}

    /** Drops it. */
    public void log(Level level, String message, @Nullable Throwable thrown) {}

    /** Drops it, unasked. */
    public void log(Level level, Supplier<String> message) {}

    /** Drops it. */
    public void log(LogRecord record) {}
}
