package dev.nilometer.prometheus;

/** What /ready and /v1/status ask. Immutable. */
public final class Operations {
    private final ReadyChecks ready;
    private final StatusSource status;

    private Operations(ReadyChecks ready, StatusSource status) {
        this.ready = ready;
        this.status = status;
    }

    /** Joins the two. */
    public static Operations of(ReadyChecks ready, StatusSource status) {
        return new Operations(ready, status);
    }

    /** For /ready. */
    ReadyChecks ready() {
        return ready;
    }

    /** For /v1/status. */
    StatusSource status() {
        return status;
    }
}
