package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/** A queue or topic of JMS, which knows its name and nothing else. */
final class JmsDestination extends MessageType {
    private final Getter name;

    JmsDestination(Class<?> type, String getter) {
        name = Getter.of(type, getter);
    }

    @Override
    @Nullable
    Object queue(Object destination) throws Throwable {
        return name.of(destination);
    }
}
