package dev.nilometer.it.host;

/** An agent that does nothing: what any agent at all costs a start. */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Returns. */
    public static void premain(String argument) {}
}
