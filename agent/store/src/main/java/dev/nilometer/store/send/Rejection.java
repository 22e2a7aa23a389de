package dev.nilometer.store.send;

/** A row that is set aside. Immutable. */
final class Rejection {
    private final String target;
    private final String reason;
    private final String content;

    Rejection(String target, String reason, String content) {
        this.target = target;
        this.reason = reason;
        this.content = content;
    }

    String target() {
        return target;
    }

    String reason() {
        return reason;
    }

    /** The row, as text that any database takes. */
    String content() {
        return content;
    }
}
