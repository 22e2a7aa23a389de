package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What woven methods call, on the application's threads. Nothing here blocks or throws, except when the application's
 * stack or heap ends. Before {@link #start} and after {@link #stop} it does nothing.
 *
 * <p>A timed method costs two clock reads and two calls; the second finds the thread's lane, the key, and puts four
 * longs into the lane, or folds them into its table. Bytes allocated: none, but for an exception or an asynchronous
 * result.
 */
public final class Recorder {
    private static final VarHandle ON;

    @SuppressWarnings("UnusedVariable") // through ON
    private static boolean on;

    private static volatile @Nullable String lastAdviceError;

    static {
        try {
            ON = MethodHandles.lookup().findStaticVarHandle(Recorder.class, "on", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Recorder() {}

    /** True between {@link #start} and {@link #stop}. */
    public static boolean isOn() {
        return (boolean) ON.getOpaque();
    }

    /** Begins to record; {@link Bins} are installed before. */
    public static void start() {
        ON.setVolatile(true);
    }

    /** Ends: calls that have not yet come to their end are not recorded. */
    public static void stop() {
        ON.setVolatile(false);
    }

    /** Makes the calling thread, one of the agent's own, never record. */
    public static void neverRecord() {
        Context.neverRecord();
    }

    /**
     * A timed method begins.
     *
     * @return its start by {@link System#nanoTime}; 0 for "not recording", which is also what is left of a local
     *     variable when the woven call was aborted
     */
    public static long enterStage(int site) {
        if (!isOn()) {
            return 0;
        }
        long now = System.nanoTime();
        return now == 0 ? 1 : now;
    }

    /** A timed method ends; thrown is what it throws, or null. */
    public static void exitStage(int site, long startNanos, @Nullable Throwable thrown) {
        exitStage(site, startNanos, thrown, (LabelSet) null);
    }

    /** As above, with the labels that its arguments gave; null for none. */
    public static void exitStage(int site, long startNanos, @Nullable Throwable thrown, @Nullable LabelSet labels) {
        if (startNanos == 0 || !isOn()) {
            return;
        }
        long durationNanos = System.nanoTime() - startNanos;
        Context context = Context.current();
        if (context.isRecording()) {
            stageEnded(context, context.execution(), Sites.stageAt(site), labels, startNanos, durationNanos, thrown);
        }
    }

    /** As above, for a method that may return a CompletionStage: that is timed to its completion. */
    public static void exitStage(int site, long startNanos, @Nullable Throwable thrown, @Nullable Object returned) {
        exitStage(site, startNanos, thrown, null, returned);
    }

    /** As above, with the labels that its arguments gave; null for none. */
    public static void exitStage(
            int site,
            long startNanos,
            @Nullable Throwable thrown,
            @Nullable LabelSet labels,
            @Nullable Object returned) {
        if (thrown == null && startNanos != 0 && returned instanceof CompletionStage && isOn()) {
            Context context = Context.current();
            if (context.isRecording()
                    && StageCompletion.await(
                            (CompletionStage<?>) returned,
                            context.execution(),
                            Sites.stageAt(site),
                            labels,
                            startNanos)) {
                return;
            }
        }
        exitStage(site, startNanos, thrown, labels);
    }

    static void stageEnded(
            Context context,
            @Nullable OpenExecution execution,
            StageSite site,
            @Nullable LabelSet labels,
            long startNanos,
            long durationNanos,
            @Nullable Throwable thrown) {
        int key = site.key(execution, thrown != null, labels);
        long flags = thrown == null ? SlotSink.TIMED : SlotSink.TIMED | SlotSink.FAILED;
        context.record(flags << 32 | key, startNanos, Math.max(0, durationNanos), execution);
        if (thrown != null) {
            Errors.count(context, execution, site.actorIn(execution), site.stage(), thrown);
        }
    }

    /**
     * A method that is an execution begins.
     *
     * @param item what names its item, or null
     * @param enqueuedAt when that was enqueued: an Instant, Date, OffsetDateTime, a number of epoch milliseconds, or null
     * @param attempt which delivery this is; 0 when not known
     * @return to be given to {@link #exitExecution}; null when not recording, and for a super call or recursion of the
     *     same actor for the same item
     */
    public static @Nullable OpenExecution enterExecution(
            int site, @Nullable Object item, @Nullable Object enqueuedAt, int attempt) {
        if (!isOn()) {
            return null;
        }
        Context context = Context.current();
        return context.isRecording()
                ? Executions.begin(context, Sites.actorAt(site), Texts.item(item), enqueuedAt, attempt)
                : null;
    }

    /** What else the arguments of a method say of its execution, which is given back; nulls are ignored. */
    public static @Nullable OpenExecution described(
            @Nullable OpenExecution execution, @Nullable LabelSet labels, @Nullable Object items, String member) {
        if (execution != null && labels != null) {
            execution.label(labels.labels());
        }
        if (execution != null && items != null) {
            Batch.of(items, member, execution);
        }
        return execution;
    }

    /** A method that is an execution ends; null is ignored. */
    public static void exitExecution(@Nullable OpenExecution execution, @Nullable Throwable thrown) {
        if (execution != null) {
            long endNanos = System.nanoTime();
            Context context = Context.current();
            Executions.leave(context, execution);
            Executions.end(context, execution, endNanos, thrown);
        }
    }

    /** As above, for a method that may return a CompletionStage: the execution ends when that is completed. */
    public static void exitExecution(
            @Nullable OpenExecution execution, @Nullable Throwable thrown, @Nullable Object returned) {
        if (execution != null && thrown == null && returned instanceof CompletionStage) {
            Executions.leave(Context.current(), execution);
            if (ExecutionCompletion.await((CompletionStage<?>) returned, execution)) {
                return;
            }
        }
        exitExecution(execution, thrown);
    }

    /** What the handler around woven code is given: an error of ours is counted, and never seen by the application. */
    public static void adviceFailed(Throwable error) {
        try {
            if (error instanceof VirtualMachineError) {
                SelfCounter.ADVICE_OVERFLOWS.increment();
                return;
            }
            SelfCounter.ADVICE_ERRORS.increment();
            lastAdviceError = error.toString();
        } catch (StackOverflowError | OutOfMemoryError ended) {
            // not even counted: the application's own error is the one to be seen
        }
    }

    /** The last error that {@link #adviceFailed} counted, or null. */
    public static @Nullable String lastAdviceError() {
        return lastAdviceError;
    }
}
