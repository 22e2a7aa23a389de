package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What few executions have: made when the first of it is said. Written by the threads of its execution, sums and metadata
 * by several at once; of two that set the same text the last one counts.
 */
final class Details {
    private static final int METADATA_CHARS = 8_192;
    private static final String[] NOTHING = {};
    private static final VarHandle TOKENS;
    private static final VarHandle COST;
    private static final VarHandle STAGES_ELSEWHERE;
    private static final VarHandle METADATA;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOKENS = lookup.findVarHandle(Details.class, "tokens", long.class);
            COST = lookup.findVarHandle(Details.class, "costNanoUsd", long.class);
            STAGES_ELSEWHERE = lookup.findVarHandle(Details.class, "stagesElsewhere", int.class);
            METADATA = lookup.findVarHandle(Details.class, "metadata", String[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long tokens;
    private volatile long costNanoUsd;
    private volatile int stagesElsewhere;
    private volatile String @Nullable [] metadata;
    private String[] links = NOTHING;
    private int attempt = 1;
    private boolean humanIntervention;
    private @Nullable String user;
    private @Nullable String correlation;
    private String errorType = "";
    private @Nullable String errorMessage;

    /** Weak: an execution that runs for ever must not keep the application that threw. */
    private @Nullable WeakReference<Throwable> lastError;

    Details() {}

    long tokens() {
        return tokens;
    }

    long costNanoUsd() {
        return costNanoUsd;
    }

    void use(long moreTokens, long moreCostNanoUsd) {
        if (moreTokens != 0) {
            TOKENS.getAndAdd(this, moreTokens);
        }
        if (moreCostNanoUsd != 0) {
            COST.getAndAdd(this, moreCostNanoUsd);
        }
    }

    int stagesElsewhere() {
        return stagesElsewhere;
    }

    void countStageElsewhere() {
        STAGES_ELSEWHERE.getAndAdd(this, 1);
    }

    String[] metadata() {
        String[] seen = metadata;
        return seen == null ? NOTHING : seen;
    }

    boolean put(String key, String value) {
        while (true) {
            String[] before = metadata;
            String[] after = Metadata.with(before == null ? NOTHING : before, key, value, METADATA_CHARS);
            if (after == null) {
                return false;
            }
            if (METADATA.compareAndSet(this, before, after)) {
                return true;
            }
        }
    }

    /** Begins with these, by turns: shared, and copied when more is put. */
    void label(String[] labels) {
        METADATA.compareAndSet(this, (String[]) null, labels);
    }

    String[] links() {
        return links;
    }

    void links(String[] itemIds) {
        links = itemIds;
    }

    int attempt() {
        return attempt;
    }

    void attempt(int given) {
        attempt = given;
    }

    boolean humanIntervention() {
        return humanIntervention;
    }

    void intervene() {
        humanIntervention = true;
    }

    @Nullable
    String user() {
        return user;
    }

    void user(String given) {
        user = given;
    }

    /** The application's own id; null when none was given. */
    @Nullable
    String correlation() {
        return correlation;
    }

    void correlate(String id) {
        correlation = id;
    }

    String errorType() {
        return errorType;
    }

    @Nullable
    String errorMessage() {
        return errorMessage;
    }

    void fail(String type, @Nullable String message) {
        errorType = type;
        errorMessage = message;
    }

    boolean isNewError(Throwable error) {
        WeakReference<Throwable> last = lastError;
        if (last != null && last.get() == error) {
            return false;
        }
        lastError = new WeakReference<>(error);
        return true;
    }

    /** Lets go of what only a running execution needs. */
    void forget() {
        lastError = null;
        links = NOTHING;
    }
}
