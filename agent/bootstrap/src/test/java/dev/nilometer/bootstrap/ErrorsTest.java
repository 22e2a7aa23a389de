package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    private final int actorSite = Sites.execution("failing", "");
    private final int inner = Sites.stage(null, "", "inner");
    private final int outer = Sites.stage(null, "", "outer");
    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.afresh();
    }

    @Test
    void countsOneThrowableOnceAtTheInnermostFrame() {
        IllegalStateException thrown = new IllegalStateException("broken");
        OpenExecution e = Recorder.enterExecution(actorSite, "x", null, 0);
        Recorder.exitStage(inner, Recorder.enterStage(inner), thrown);
        Recorder.exitStage(outer, Recorder.enterStage(outer), new CompletionException(thrown));
        Recorder.exitExecution(e, new ExecutionException(thrown));
        taken.all();

        assertThat(taken.sum(Taken.errorKey("failing", "inner", "IllegalStateException")))
                .isEqualTo(1);
        assertThat(taken.count(Taken.errorKey("failing", "outer", "IllegalStateException")))
                .isZero();
        assertThat(taken.count(Taken.errorKey("failing", "", "IllegalStateException")))
                .isZero();
        assertThat(taken.count(Taken.stageKey("failing", "outer", "failed"))).isEqualTo(1);
        assertThat(e.failed()).isTrue();
        assertThat(e.errorType()).isEqualTo("IllegalStateException");
        assertThat(e.errorMessage()).isEqualTo("broken");
    }

    @Test
    void countsADifferentExceptionAgain() {
        OpenExecution e = Recorder.enterExecution(actorSite, "x", null, 0);
        Recorder.exitStage(inner, Recorder.enterStage(inner), new IllegalStateException("first"));
        Recorder.exitStage(outer, Recorder.enterStage(outer), new IllegalArgumentException("second"));
        Recorder.exitExecution(e, null);
        taken.all();

        assertThat(taken.count(Taken.errorKey("failing", "inner", "IllegalStateException")))
                .isEqualTo(1);
        assertThat(taken.count(Taken.errorKey("failing", "outer", "IllegalArgumentException")))
                .isEqualTo(1);
        assertThat(e.failed()).as("what was handled fails no execution").isFalse();
    }

    @Test
    void countsAnErrorThatNoStageSawUnderAnEmptyStage() {
        OpenExecution e = Recorder.enterExecution(actorSite, "x", null, 0);
        Recorder.exitExecution(e, new CancellationException("gone"));
        taken.all();

        assertThat(taken.count(Taken.errorKey("failing", "", "CancellationException")))
                .isEqualTo(1);
        assertThat(e.errorType()).isEqualTo("CancellationException");
    }

    @Test
    void countsAnErrorThatPassesTwoExecutionsOnceAndFailsBoth() {
        IllegalStateException thrown = new IllegalStateException();
        OpenExecution first = Recorder.enterExecution(actorSite, "1", null, 0);
        OpenExecution second = Recorder.enterExecution(actorSite, "2", null, 0);
        Recorder.exitExecution(second, thrown);
        Recorder.exitExecution(first, thrown);
        taken.all();

        assertThat(taken.count(Taken.errorKey("failing", "", "IllegalStateException")))
                .isEqualTo(1);
        assertThat(first.failed()).isTrue();
        assertThat(second.failed()).isTrue();
    }

    @Test
    void unwrapsWhatOnlySaysWhereAnExceptionPassed() {
        Exception root = new IllegalStateException();
        assertThat(Errors.unwrap(new ExecutionException(new CompletionException(new InvocationTargetException(root)))))
                .isSameAs(root);
        CompletionException bare = new CompletionException("no cause", null);
        assertThat(Errors.unwrap(bare)).isSameAs(bare);
        RuntimeException own = new RuntimeException(root);
        assertThat(Errors.unwrap(own)).isSameAs(own);
    }

    @Test
    void survivesExceptionsWhoseMethodsThrow() {
        long before = SelfCounter.UNREADABLE_ERRORS.count();
        class Hostile extends ExecutionException {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException();
            }
        }
        OpenExecution e = Recorder.enterExecution(actorSite, "x", null, 0);
        Recorder.exitExecution(e, new Hostile());

        assertThat(e.errorType()).isEqualTo("Hostile");
        assertThat(e.errorMessage()).isNull();
        assertThat(SelfCounter.UNREADABLE_ERRORS.count()).isGreaterThan(before);
    }

    @Test
    void namesAnonymousClassesByTheEndOfTheirName() {
        assertThat(Errors.typeOf(new RuntimeException() {})).matches("ErrorsTest\\$\\d+");
    }

    @Test
    void survivesItemsWhoseToStringThrows() {
        long before = SelfCounter.ITEM_ERRORS.count();
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        };
        OpenExecution e = Recorder.enterExecution(actorSite, hostile, null, 0);
        Recorder.exitExecution(e, null);

        assertThat(e.item()).isNull();
        assertThat(SelfCounter.ITEM_ERRORS.count()).isEqualTo(before + 1);
    }
}
