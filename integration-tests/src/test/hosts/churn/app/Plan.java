package app;

import dev.nilometer.api.Timed;

/** Has an annotation where there is no code to weave: refused, with the reason in /v1/status. */
public interface Plan {
    /** Does nothing. */
    @Timed(stage = "make")
    void make();
}
