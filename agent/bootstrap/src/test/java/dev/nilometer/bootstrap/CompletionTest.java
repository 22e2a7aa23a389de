package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final int stage = Sites.stage(null, "", "async");
    private final int actor = Sites.execution("async actor", "");
    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.afresh();
    }

    @Test
    void timesAStageToTheCompletionOfItsResult() throws InterruptedException {
        CompletableFuture<String> result = new CompletableFuture<>();
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Recorder.exitStage(stage, Recorder.enterStage(stage), null, result);
        Recorder.exitExecution(e, null);
        int key = Taken.stageKey("async actor", "async", "success");
        assertThat(taken.all().count(key)).isZero();

        Thread thread = new Thread(() -> result.complete("done"));
        thread.start();
        thread.join();

        assertThat(taken.all().slotsOf(key))
                .singleElement()
                .satisfies(s -> assertThat(s.execution()).isEqualTo(e.number()));
    }

    @Test
    void recordsAStageWhoseResultWasCompleteBeforeItsReturnOnce() {
        Recorder.exitStage(stage, Recorder.enterStage(stage), null, CompletableFuture.completedFuture("x"));
        Recorder.exitStage(stage, Recorder.enterStage(stage), null, "no future at all");
        Recorder.exitStage(stage, Recorder.enterStage(stage), null, null);

        assertThat(taken.all().count(Taken.stageKey("", "async", "success"))).isEqualTo(3);
    }

    @Test
    void endsAnExecutionWithItsResultAndShowsItAsRunningUntilThen() {
        CompletableFuture<String> result = new CompletableFuture<>();
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Recorder.exitExecution(e, null, result);
        assertThat(Context.current().execution()).isNull();
        assertThat(open()).containsExactly(e);
        assertThat(taken.all().executions).isEmpty();

        result.complete("done");

        assertThat(taken.all().execution()).isSameAs(e);
        assertThat(open()).isEmpty();
    }

    @Test
    void failsWithAFailedResultAndCountsTheErrorOnce() {
        CompletableFuture<String> result = new CompletableFuture<>();
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        CompletableFuture<String> dependent = result.thenApply(s -> s);
        Recorder.exitStage(stage, Recorder.enterStage(stage), null, result);
        Recorder.exitExecution(e, null, dependent);
        result.completeExceptionally(new IllegalStateException("late"));
        taken.all();

        assertThat(e.errorType()).isEqualTo("IllegalStateException");
        assertThat(e.errorMessage()).isEqualTo("late");
        assertThat(taken.count(Taken.stageKey("async actor", "async", "failed")))
                .isEqualTo(1);
        assertThat(errorsOf("IllegalStateException")).isEqualTo(1);
    }

    private long errorsOf(String type) {
        return taken.count(Taken.errorKey("async actor", "async", type))
                + taken.count(Taken.errorKey("async actor", "", type));
    }

    @Test
    void givesCancellationAnErrorTypeOfItsOwn() {
        CompletableFuture<String> result = new CompletableFuture<>();
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Recorder.exitExecution(e, null, result);
        result.cancel(true);

        assertThat(taken.all().execution().errorType()).isEqualTo("CancellationException");
    }

    @Test
    void endsAtTheReturnWhenTheResultRefusesADependent() {
        long before = SelfCounter.ASYNC_REFUSED.count();
        CompletionStage<String> refusing = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                throw new UnsupportedOperationException();
            }
        };
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Recorder.exitStage(stage, Recorder.enterStage(stage), null, refusing);
        Recorder.exitExecution(e, null, refusing);

        assertThat(taken.all().execution()).isSameAs(e);
        assertThat(taken.count(Taken.stageKey("async actor", "async", "success")))
                .isEqualTo(1);
        assertThat(SelfCounter.ASYNC_REFUSED.count()).isEqualTo(before + 2);
        assertThat(open()).isEmpty();
    }

    @Test
    void listsNoMoreThanItsLimitButRecordsAll() {
        long before = SelfCounter.ASYNC_UNLISTED.count();
        CompletableFuture<String> result = new CompletableFuture<>();
        int executions = Limits.LISTED_ASYNC + 10;
        for (int i = 0; i < executions; i++) {
            Recorder.exitExecution(Recorder.enterExecution(actor, i, null, 0), null, result);
        }
        int listed = Lanes.countAsync();
        assertThat(listed).isBetween(Limits.LISTED_ASYNC * 3 / 4, Limits.LISTED_ASYNC);
        assertThat(SelfCounter.ASYNC_UNLISTED.count()).isEqualTo(before + executions - listed);
        assertThat(open()).hasSize(listed);

        result.complete("all at once");

        taken.all();
        int key = Keys.intern(
                Keys.EXECUTION_TIME, "actor", "async actor", "queue", "", "status", "success", "error_type", "");
        assertThat(taken.executions.size() + taken.folds(key).count).isEqualTo(executions);
        assertThat(open()).isEmpty();
    }

    @Test
    void keepsNoResultAliveThatIsNeverCompleted() {
        CompletableFuture<String> result = new CompletableFuture<>();
        OpenExecution outer = Recorder.enterExecution(actor, "never", null, 0);
        OpenExecution e = Recorder.enterExecution(Sites.execution("never ends", ""), "never", null, 0);
        Recorder.exitExecution(e, null, result);
        Recorder.exitExecution(outer, null);
        WeakReference<CompletableFuture<String>> seen = new WeakReference<>(result);
        result = null;
        for (int i = 0; i < 100 && seen.get() != null; i++) {
            System.gc();
        }

        assertThat(seen.get()).isNull();
        assertThat(open()).as("it never ended, and is told for ever").containsExactly(e);
        Recorder.exitExecution(e, null);
        assertThat(open()).isEmpty();
        assertThat(e.around()).as("an ended one keeps no other alive").isNull();
    }

    @Test
    void takesWhatIsSaidAfterTheEndAsSamplesAlone() {
        CompletableFuture<String> result = new CompletableFuture<>();
        OpenExecution e = Recorder.enterExecution(actor, "late", null, 0);
        Runnable late = Facade.wrap(() -> Facade.tokens("m", "o", "input", 7));
        Recorder.exitExecution(e, null, result);
        result.completeExceptionally(new CancellationException());
        long before = SelfCounter.LATE_CALLS.count();
        late.run();

        int key = Keys.intern(Keys.TOKEN_USAGE, "model", "m", "operation", "o", "token_type", "input");
        assertThat(taken.all().slotsOf(key))
                .singleElement()
                .satisfies(s -> assertThat(s.execution()).isEqualTo(e.number()));
        assertThat(e.tokens()).isZero();
        assertThat(e.errorType()).isEqualTo("CancellationException");
        assertThat(SelfCounter.LATE_CALLS.count()).isEqualTo(before + 1);
    }

    private static List<OpenExecution> open() {
        List<OpenExecution> open = new ArrayList<>();
        Lanes.forEachOpen(open::add);
        return open;
    }
}
