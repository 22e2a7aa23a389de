package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One execution, from its start until the drain has read it. Its thread writes it, and so do threads that run tasks it
 * wrapped; the drain sees all that happened before its end. Never pooled: a late completion must not reach a stranger's.
 * Texts are bounded but not yet cleaned.
 *
 * <p>The only object of most executions, 88 bytes: what few of them have lies in {@link Details}. No field is written
 * with a fence: each costs as much as everything else together.
 */
public final class OpenExecution {
    /** {@link #waitNanos} when it is not known when the item was enqueued. */
    public static final long NO_WAIT = -1;

    /** Heap of one, its texts and details aside. */
    static final int BYTES = 88;

    private static final String[] NOTHING = {};
    private static final VarHandle ENDED;
    private static final VarHandle DETAILS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ENDED = lookup.findVarHandle(OpenExecution.class, "ended", boolean.class);
            DETAILS = lookup.findVarHandle(OpenExecution.class, "details", Details.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long number;
    private final long parentNumber;

    /** The number of the outermost execution around it, which ties them together. */
    private final long root;

    private long startNanos;
    private long endNanos;
    private long waitNanos = NO_WAIT;
    private final ActorSite site;
    private final @Nullable String item;
    private final @Nullable Lane home;
    private @Nullable OpenExecution around;

    /** Null until something rare is said; then set once. */
    private @Nullable Details details;

    private int stagesHere;

    /** Its place among {@link ListedExecutions}; negative when it has none. */
    private int listedAt = -1;

    private final boolean kept = Valve.takeGrant();
    private boolean failed;

    /** True when more threads than its own may end it; set before any of them can know of it. */
    private boolean shared;

    private boolean ended;

    /**
     * One that is about to start on the thread of this context.
     *
     * @param around what its thread goes back to
     * @param parent whose part it is
     */
    OpenExecution(
            Context context,
            ActorSite site,
            @Nullable String item,
            @Nullable OpenExecution around,
            @Nullable OpenExecution parent) {
        this.number = context.nextExecutionNumber();
        this.site = site;
        this.item = item;
        this.home = context.lane();
        this.around = around;
        if (parent == null) {
            this.parentNumber = 0;
            this.root = number;
        } else {
            this.parentNumber = parent.number;
            this.root = parent.root;
            String given = parent.details == null ? null : parent.details.correlation();
            if (given != null) {
                correlate(given);
            }
        }
    }

    // ------------------------------------------------------------------ what the drain reads

    /** Its number: ascending in time, unique in this JVM, likely unique beyond. */
    public long number() {
        return number;
    }

    /** The number of the execution it ran inside of; 0 for none. */
    public long parentNumber() {
        return parentNumber;
    }

    /** The execution that its thread goes back to; null for none, and once it has ended. */
    public @Nullable OpenExecution around() {
        return around;
    }

    /** Who ran; '' for a note about an item outside any execution. */
    public String actor() {
        return site.actor();
    }

    /** Where its item came from; '' for none. */
    public String queue() {
        return site.queue();
    }

    /** What it worked on. */
    public @Nullable String item() {
        return item;
    }

    /** For whom it ran. */
    public @Nullable String user() {
        Details said = seenDetails();
        return said == null ? null : said.user();
    }

    /** The application's own correlation id, or 32 hex digits that are written by this call. */
    public String correlation() {
        Details said = seenDetails();
        String given = said == null ? null : said.correlation();
        return given != null ? given : Correlation.text(root);
    }

    /** By {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    /** By {@link System#nanoTime}; 0 while it runs. */
    public long endNanos() {
        return endNanos;
    }

    /** From start to end; only once it has ended. */
    public long durationNanos() {
        return Math.max(0, endNanos - startNanos);
    }

    /** How long its item waited before; {@link #NO_WAIT} when not known. */
    public long waitNanos() {
        return waitNanos;
    }

    /** Which delivery this was, from 1. */
    public int attempt() {
        Details said = seenDetails();
        return said == null ? 1 : said.attempt();
    }

    /** Tokens reported inside it. */
    public long tokens() {
        Details said = seenDetails();
        return said == null ? 0 : said.tokens();
    }

    /** Cost reported inside it, nano-USD. */
    public long costNanoUsd() {
        Details said = seenDetails();
        return said == null ? 0 : said.costNanoUsd();
    }

    /** True when a human had to step in. */
    public boolean humanIntervention() {
        Details said = seenDetails();
        return said != null && said.humanIntervention();
    }

    /** Keys and values by turns, at most 8,192 characters in all; shared, not to be changed. */
    public String[] metadata() {
        Details said = seenDetails();
        return said == null ? NOTHING : said.metadata();
    }

    /** True when it threw, or said that it failed. */
    public boolean failed() {
        return failed;
    }

    /** The simple name of the unwrapped exception; '' for none. */
    public String errorType() {
        Details said = seenDetails();
        return said == null ? "" : said.errorType();
    }

    /** What the exception said, if it said anything. */
    public @Nullable String errorMessage() {
        Details said = seenDetails();
        return said == null ? null : said.errorMessage();
    }

    /** True when it was kept from its start, so that its stages are rows. */
    public boolean isKept() {
        return kept;
    }

    /** How many of its stages became rows. */
    public int stagesKept() {
        Details said = seenDetails();
        return said == null ? stagesHere : stagesHere + said.stagesElsewhere();
    }

    /** True once it has ended. */
    public boolean hasEnded() {
        return (boolean) ENDED.getAcquire(this);
    }

    private @Nullable Details seenDetails() {
        return (Details) DETAILS.getAcquire(this);
    }

    // ------------------------------------------------------------------ what the record path writes

    ActorSite site() {
        return site;
    }

    boolean isHome(Lane lane) {
        return home == lane;
    }

    boolean isListed() {
        return listedAt >= 0;
    }

    void list(int place) {
        listedAt = place;
    }

    void unlist() {
        listedAt = -1;
    }

    int listedAt() {
        return listedAt;
    }

    /** From now on any thread may end it. */
    void share() {
        shared = true;
    }

    void start(long nanos) {
        startNanos = nanos;
    }

    void waited(long nanos) {
        waitNanos = nanos;
    }

    void attempt(int given) {
        if (given > 1 || seenDetails() != null) {
            details().attempt(Math.max(1, given));
        }
    }

    /** True when there is more to it than numbers: folded, it would lose that. */
    boolean hasWords() {
        return isNote() || failed || user() != null;
    }

    /** True for what was said about an item outside any execution: without its words it says nothing. */
    boolean isNote() {
        return site == ActorSite.NOTE;
    }

    private Details details() {
        Details known = seenDetails();
        if (known != null) {
            return known;
        }
        Details made = new Details();
        Details before = (Details) DETAILS.compareAndExchange(this, null, made);
        return before != null ? before : made;
    }

    void use(long moreTokens, long moreCostNanoUsd) {
        if (moreTokens != 0 || moreCostNanoUsd != 0) {
            details().use(moreTokens, moreCostNanoUsd);
        }
    }

    void user(String given) {
        details().user(given);
    }

    void correlate(String id) {
        details().correlate(id);
    }

    void intervene() {
        details().intervene();
    }

    /** Keeps a key and a value; the last one of a key counts. False when there is no room. */
    boolean put(String key, String value) {
        return details().put(key, value);
    }

    /** Begins its metadata with labels, by turns. */
    void label(String[] labels) {
        details().label(labels);
    }

    /** The items of a batch, which are linked to it at its end. */
    void links(String[] itemIds) {
        details().links(itemIds);
    }

    String[] links() {
        Details said = seenDetails();
        return said == null ? NOTHING : said.links();
    }

    void fail(String type, @Nullable String message) {
        failed = true;
        details().fail(type, message);
    }

    /** Remembers an exception as counted; false when it is the one that was counted last. */
    boolean isNewError(Throwable error) {
        return details().isNewError(error);
    }

    /** Counts a stage that became a row: plainly on its own lane, atomically on others. */
    void countStage(Lane lane, long head) {
        if ((head & (long) SlotSink.TIMED << 32) == 0 || ended) {
            return;
        }
        if (lane == home) {
            stagesHere++;
        } else {
            details().countStageElsewhere();
        }
    }

    /**
     * Ends it at this instant; false when it had ended before. One that is not shared is ended by the woven frame that
     * began it, or by the drain once that frame's thread is dead: no two threads meet here.
     */
    boolean end(long nanos) {
        if (shared) {
            if (!ENDED.compareAndSet(this, false, true)) {
                return false;
            }
            endNanos = nanos;
            return true;
        }
        if (ended) {
            return false;
        }
        endNanos = nanos;
        ENDED.setRelease(this, true);
        return true;
    }

    /** Lets go of what only a running execution needs, so that no chain of executions is kept alive. */
    void forget() {
        around = null;
        Details said = seenDetails();
        if (said != null) {
            said.forget();
        }
    }

    @Override
    public String toString() {
        return actor() + "(" + item + ") #" + number;
    }
}
