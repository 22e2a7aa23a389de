package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Every number the record path counts about itself: the one list. Counting is wait-free and safe from every thread; all
 * of these are rare, so one cell each is enough.
 */
public enum SelfCounter {
    ADVICE_ERRORS("errors of ours inside woven code; zero, or a bug"),
    ADVICE_OVERFLOWS("records given up because the application's stack or heap was exhausted"),
    INVALID_SAMPLES("samples refused: negative, infinite or undefined, or without a name"),
    LOST_SAMPLES("samples lost: lane, fold table and shared cells were full"),
    LOST_EXECUTIONS("executions lost: lane, fold table and shared cells were full"),
    ROWLESS_EXECUTIONS(
            "kept executions that had to fold, since all queues were full: rows of their stages name no row"),
    LOST_DETAILS("wait, tokens, cost or intervention of a counted execution lost, as above"),
    NEGATIVE_WAITS("items that were enqueued in the future"),
    UNKNOWN_INSTANTS("enqueue instants of a type that is not known"),
    ITEM_ERRORS("item ids whose toString() threw"),
    MESSAGE_ERRORS("messages of listeners that did not say who they are, since when they waited or where from"),
    UNREADABLE_ERRORS("exceptions whose message or cause threw"),
    ASYNC_REFUSED("results that refused a dependent: timed to their return instead"),
    ASYNC_UNLISTED("executions beyond the limit of listed ones: recorded, but not shown as running"),
    CARRY_REFUSED("tasks and threads beyond the limit of those that have not begun: run outside their execution"),
    ABANDONED_EXECUTIONS("executions whose thread died before their end"),
    LATE_CALLS("facade calls after the end of their execution: the sample was stored, the row was not changed"),
    IGNORED_CALLS("facade calls with null, or without an execution where one is needed"),
    SITES_OVERFLOW("stages and actors beyond the limit of names"),
    KEYS_OVERFLOW("look-ups of keys beyond the limit: counted under the overflow key of their metric"),
    LABELS_OVERFLOW("calls with label values beyond the limit of keys: counted in the overflow series"),
    LABEL_COLLISIONS("label sets that cleaning made the same as another's: counted in its series"),
    LABELS_CUT("labels longer than 200 characters: counted with those that begin alike"),
    PROBES_REFUSED("queues beyond the limit of probes"),
    PROBE_STALLS("queues that took more than a second to say their depth"),
    PROBE_ERRORS("queues whose depth could not be read");

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(SelfCounter.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String sentence;

    @SuppressWarnings("UnusedVariable") // through COUNT
    private volatile long count;

    SelfCounter(String sentence) {
        this.sentence = sentence;
    }

    /** What it says, for operators. */
    public String sentence() {
        return sentence;
    }

    /** How often so far. */
    public long count() {
        return count;
    }

    /** Counts one. */
    public void increment() {
        COUNT.getAndAdd(this, 1L);
    }
}
