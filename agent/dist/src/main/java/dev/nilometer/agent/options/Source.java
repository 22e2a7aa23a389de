package dev.nilometer.agent.options;

/** Where a setting came from, the strongest first. */
public enum Source {
    ARGUMENT("agent argument"),
    SYSTEM_PROPERTY("system property"),
    ENVIRONMENT("environment"),
    FILE("file"),
    DEFAULT("default");

    private final String words;

    Source(String words) {
        this.words = words;
    }

    /** As a user would say it. */
    public String words() {
        return words;
    }
}
