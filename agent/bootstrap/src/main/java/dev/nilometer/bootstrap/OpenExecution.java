package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One execution, from its start until the drain has read it. Its thread writes it, and so do threads that run tasks it
 * wrapped; the drain sees all that happened before its end. Never pooled: a late completion must not reach a stranger's.
 * Texts are bounded but not yet cleaned.
 */
public final class OpenExecution {
    /** {@link #waitNanos} when it is not known when the item was enqueued. */
    public static final long NO_WAIT = -1;

    private static final int METADATA_CHARS = 8_192;
    private static final String[] NOTHING = {};
    private static final VarHandle ENDED;
    private static final VarHandle TOKENS;
    private static final VarHandle COST;
    private static final VarHandle STAGES_ELSEWHERE;
    private static final VarHandle METADATA;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ENDED = lookup.findVarHandle(OpenExecution.class, "ended", boolean.class);
            TOKENS = lookup.findVarHandle(OpenExecution.class, "tokens", long.class);
            COST = lookup.findVarHandle(OpenExecution.class, "costNanoUsd", long.class);
            STAGES_ELSEWHERE = lookup.findVarHandle(OpenExecution.class, "stagesElsewhere", int.class);
            METADATA = lookup.findVarHandle(OpenExecution.class, "metadata", String[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long number = ExecutionNumbers.next();
    private final ActorSite site;
    private final @Nullable String item;
    private final long parentNumber;
    private final @Nullable Lane home;
    private final boolean kept = Valve.takeGrant();
    private @Nullable OpenExecution parent;
    private Correlation correlation;

    private long startNanos;
    private long endNanos;
    private long waitNanos = NO_WAIT;
    private int attempt = 1;
    private volatile long tokens;
    private volatile long costNanoUsd;
    private int stagesHere;
    private volatile int stagesElsewhere;
    private @Nullable String user;
    private boolean humanIntervention;
    private volatile String[] metadata = NOTHING;
    private boolean failed;
    private String errorType = "";
    private @Nullable String errorMessage;

    /** Weak: an execution that runs for ever must not keep the application that threw. */
    private @Nullable WeakReference<Throwable> lastError;

    private boolean listed;
    private volatile boolean ended;

    OpenExecution(ActorSite site, @Nullable String item, @Nullable OpenExecution parent, @Nullable Lane home) {
        this.site = site;
        this.item = item;
        this.parent = parent;
        this.parentNumber = parent == null ? 0 : parent.number;
        this.correlation = parent == null ? Correlation.generate() : parent.correlation;
        this.home = home;
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

    /** The running execution around it; null for none, and once it has ended. */
    public @Nullable OpenExecution parent() {
        return parent;
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
        return user;
    }

    /** The application's own correlation id, or 32 hex digits that are written by this call. */
    public String correlation() {
        return correlation.text();
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
        return attempt;
    }

    /** Tokens reported inside it. */
    public long tokens() {
        return tokens;
    }

    /** Cost reported inside it, nano-USD. */
    public long costNanoUsd() {
        return costNanoUsd;
    }

    /** True when a human had to step in. */
    public boolean humanIntervention() {
        return humanIntervention;
    }

    /** Keys and values by turns, at most 8,192 characters in all; shared, not to be changed. */
    public String[] metadata() {
        return metadata;
    }

    /** True when it threw, or said that it failed. */
    public boolean failed() {
        return failed;
    }

    /** The simple name of the unwrapped exception; '' for none. */
    public String errorType() {
        return errorType;
    }

    /** What the exception said, if it said anything. */
    public @Nullable String errorMessage() {
        return errorMessage;
    }

    /** True when it was kept from its start, so that its stages are rows. */
    public boolean isKept() {
        return kept;
    }

    /** How many of its stages became rows. */
    public int stagesKept() {
        return stagesHere + stagesElsewhere;
    }

    /** True once it has ended. */
    public boolean hasEnded() {
        return ended;
    }

    // ------------------------------------------------------------------ what the record path writes

    ActorSite site() {
        return site;
    }

    boolean isHome(Lane lane) {
        return home == lane;
    }

    boolean isListed() {
        return listed;
    }

    void list() {
        listed = true;
    }

    void start(long nanos) {
        startNanos = nanos;
    }

    void waited(long nanos) {
        waitNanos = nanos;
    }

    void attempt(int given) {
        attempt = Math.max(1, given);
    }

    void use(long moreTokens, long moreCostNanoUsd) {
        if (moreTokens != 0) {
            TOKENS.getAndAdd(this, moreTokens);
        }
        if (moreCostNanoUsd != 0) {
            COST.getAndAdd(this, moreCostNanoUsd);
        }
    }

    void user(String given) {
        user = given;
    }

    void correlate(String id) {
        correlation = Correlation.of(id);
    }

    void intervene() {
        humanIntervention = true;
    }

    /** Keeps a key and a value; the last one of a key counts. False when there is no room. */
    boolean put(String key, String value) {
        while (true) {
            String[] before = metadata;
            String[] after = Metadata.with(before, key, value, METADATA_CHARS);
            if (after == null) {
                return false;
            }
            if (METADATA.compareAndSet(this, before, after)) {
                return true;
            }
        }
    }

    void fail(String type, @Nullable String message) {
        failed = true;
        errorType = type;
        errorMessage = message;
    }

    /** Remembers an exception as counted; false when it is the one that was counted last. */
    boolean isNewError(Throwable error) {
        WeakReference<Throwable> last = lastError;
        if (last != null && last.get() == error) {
            return false;
        }
        lastError = new WeakReference<>(error);
        return true;
    }

    /** Counts a stage that became a row: plainly on its own lane, atomically on others. */
    void countStage(Lane lane, long head) {
        if ((head & (long) SlotSink.TIMED << 32) == 0 || ended) {
            return;
        }
        if (lane == home) {
            stagesHere++;
        } else {
            STAGES_ELSEWHERE.getAndAdd(this, 1);
        }
    }

    /** Ends it; false when it had ended before. */
    boolean end() {
        if (!ENDED.compareAndSet(this, false, true)) {
            return false;
        }
        endNanos = System.nanoTime();
        return true;
    }

    /** Lets go of what only a running execution needs, so that no chain of executions is kept alive. */
    void forget() {
        parent = null;
        lastError = null;
    }

    @Override
    public String toString() {
        return actor() + "(" + item + ") #" + number;
    }
}
