package dev.nilometer.model;

import java.util.Objects;

/**
 * The group of an execution inside one service and environment: actor, queue, status and error type. '' stands for
 * none. Immutable.
 */
public final class GroupKey {
    /** The status of a run that returned. */
    public static final String SUCCESS = "success";

    /** The status of a run that threw, or that said it failed. */
    public static final String FAILED = "failed";

    private final String actor;
    private final String queue;
    private final String status;
    private final String errorType;

    private GroupKey(String actor, String queue, String status, String errorType) {
        this.actor = actor;
        this.queue = queue;
        this.status = status;
        this.errorType = errorType;
    }

    /** A group; the names are cleaned and bounded. A failed run without a known error has error type ''. */
    public static GroupKey of(String actor, String queue, boolean failed, String errorType) {
        return new GroupKey(
                CleanText.label(actor),
                CleanText.label(queue),
                failed ? FAILED : SUCCESS,
                failed ? CleanText.id(errorType) : "");
    }

    /** The named unit of work. */
    public String actor() {
        return actor;
    }

    /** Where its items come from; '' for none. */
    public String queue() {
        return queue;
    }

    /** {@link #SUCCESS} or {@link #FAILED}: the status in SQL and the outcome label. */
    public String status() {
        return status;
    }

    /** True for {@link #FAILED}. */
    public boolean failed() {
        return FAILED.equals(status);
    }

    /** The simple name of the unwrapped exception; '' for none. */
    public String errorType() {
        return errorType;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof GroupKey)) {
            return false;
        }
        GroupKey that = (GroupKey) other;
        return actor.equals(that.actor)
                && queue.equals(that.queue)
                && status.equals(that.status)
                && errorType.equals(that.errorType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(actor, queue, status, errorType);
    }

    @Override
    public String toString() {
        return actor + "/" + queue + "/" + status + (errorType.isEmpty() ? "" : "/" + errorType);
    }
}
