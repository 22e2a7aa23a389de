package dev.nilometer.libraries;

import java.util.Arrays;
import java.util.Collections;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** java.util.logging: its manager, who made it, and every logger with level and handlers. */
final class LoggingView {
    /** Held, because the manager holds loggers weakly. */
    private static final Logger OWN = Logger.getLogger("own.jul");

    private LoggingView() {}

    static Stream<String> lines() {
        LogManager manager = LogManager.getLogManager();
        OWN.info("a line by java.util.logging");
        Stream<String> loggers = Collections.list(manager.getLoggerNames()).stream()
                .map(each -> "logger " + each + " " + describe(manager.getLogger(each)));
        return Stream.concat(
                Stream.of("log manager " + Sources.ofClassOf(manager) + " made by " + OwnLogManager.makerOf(manager)),
                loggers);
    }

    private static String describe(@Nullable Logger logger) {
        if (logger == null) {
            return "gone";
        }
        return logger.getLevel() + " " + logger.getUseParentHandlers() + " "
                + Arrays.stream(logger.getHandlers()).map(Sources::ofClassOf).toList();
    }
}
