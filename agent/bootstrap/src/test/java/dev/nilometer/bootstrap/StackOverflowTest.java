package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StackOverflowTest {
    private final int stage = Sites.stage(null, "", "deep");
    private final int actor = Sites.execution("deep", "");
    private final Taken taken = Taken.sumsAfresh();

    /** As a woven method is: errors of the advice are counted and swallowed, those of the body pass. */
    @SuppressWarnings("InfiniteRecursion") // that is the test
    private int recurse(int depth) {
        long start = 0;
        try {
            start = Recorder.enterStage(stage);
        } catch (Throwable e) {
            Recorder.adviceFailed(e);
        }
        Throwable thrown = null;
        try {
            return 1 + recurse(depth + 1);
        } catch (Throwable e) {
            thrown = e;
            throw e;
        } finally {
            exit(start, thrown);
        }
    }

    private void exit(long start, Throwable thrown) {
        try {
            Recorder.exitStage(stage, start, thrown);
        } catch (Throwable e) {
            Recorder.adviceFailed(e);
        }
    }

    @Test
    void letsTheApplicationsOverflowPassAndRecordsOnAfterIt() throws InterruptedException {
        int rounds = 200;
        int calls = 100_000;
        AtomicInteger overflows = new AtomicInteger();
        long errors = SelfCounter.ADVICE_ERRORS.count();
        int key = Keys.intern(Keys.VALUE, "test", "after overflow");
        Thread thread = new Thread(
                null,
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        OpenExecution e = Recorder.enterExecution(actor, round, null, 0);
                        try {
                            recurse(0);
                        } catch (StackOverflowError expected) {
                            overflows.incrementAndGet();
                        }
                        Recorder.exitExecution(e, null);
                    }
                    for (int i = 0; i < calls; i++) {
                        Context.current().record(key, 0, i, null);
                    }
                },
                "deep",
                256 << 10);
        thread.start();
        taken.until(List.of(thread));

        assertThat(overflows.get()).isEqualTo(rounds);
        assertThat(SelfCounter.ADVICE_ERRORS.count()).isEqualTo(errors);
        assertThat(taken.count(key)).isEqualTo(calls);
        assertThat(taken.sum(key)).isEqualTo((long) calls * (calls - 1) / 2);
        assertThat(taken.count(Taken.stageKey("deep", "deep", "failed"))).isPositive();
    }
}
