package dev.nilometer.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Wires the rooms. Called once, by {@code Premain}, on the JVM's main thread. */
public final class Agent {
    private Agent() {}

    /** Starts the agent; called by name from the premain class. */
    public static void start(@Nullable String argument, Instrumentation instrumentation) throws Exception {
        System.err.println("nilometer: hello " + argument);
    }
}
