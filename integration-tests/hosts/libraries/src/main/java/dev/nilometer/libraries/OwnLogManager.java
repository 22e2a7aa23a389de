package dev.nilometer.libraries;

import java.util.logging.LogManager;

/** A log manager of the application's, as application servers have; it remembers which thread made it. */
public final class OwnLogManager extends LogManager {
    private final String maker = Thread.currentThread().getName() + " with context "
            + Sources.name(Thread.currentThread().getContextClassLoader());

    /** Who made the JVM's log manager, if it is of this class. */
    static String makerOf(LogManager manager) {
        return manager instanceof OwnLogManager own ? own.maker : "the JDK";
    }
}
