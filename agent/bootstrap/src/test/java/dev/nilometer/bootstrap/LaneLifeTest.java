package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneLifeTest {
    private final long lostByOthers = SelfCounter.LOST_SAMPLES.count();
    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.sumsAfresh();
    }

    @Test
    void reusesTheLanesOfTenThousandShortThreadsAndLosesNoRecord() throws InterruptedException {
        int site = Sites.stage("short threads", "", "work");
        int lanesBefore = Lanes.count();
        for (int batch = 0; batch < 500; batch++) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Thread thread = new Thread(() -> Recorder.exitStage(site, Recorder.enterStage(site), null));
                thread.start();
                threads.add(thread);
            }
            taken.until(threads);
        }

        assertThat(taken.count(Taken.stageKey("short threads", "work", "success")))
                .isEqualTo(10_000);
        assertThat(Lanes.count()).isLessThanOrEqualTo(lanesBefore + 25);
    }

    @Test
    void drainsWhatADeadThreadLeft() throws InterruptedException {
        int key = Keys.intern(Keys.VALUE, "test", "dead");
        Thread thread = new Thread(() -> {
            for (int i = 0; i < 1_000; i++) {
                Context.current().record(key, 0, 3, null);
            }
        });
        thread.start();
        thread.join();

        taken.all();

        assertThat(taken.sum(key)).isEqualTo(3_000);
    }

    @Test
    void sharesLanesAmongThreadsThatCameTooLate() throws InterruptedException {
        int key = Keys.intern(Keys.VALUE, "test", "crowd");
        int crowd = Limits.OWN_LANES + 60;
        CountDownLatch allHere = new CountDownLatch(crowd);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            threads.add(new Thread(() -> {
                Context.current().record(key, 0, 1, null);
                allHere.countDown();
                awaitQuietly(allHere);
                for (int r = 1; r < 2_000; r++) {
                    Context.current().record(key, 0, 1, null);
                }
            }));
        }
        threads.forEach(Thread::start);

        taken.until(threads);

        assertThat(taken.count(key)).isEqualTo(2_000L * crowd);
        assertThat(Lanes.count()).isLessThanOrEqualTo(Limits.OWN_LANES + Limits.SHARED_LANES);
        assertThat(SelfCounter.LOST_SAMPLES.count()).isEqualTo(lostByOthers);
    }

    @Test
    void knowsAThreadAgainWhoseThreadLocalsWereErased() throws Exception {
        int key = Keys.intern(Keys.VALUE, "test", "erased");
        Context[] seen = new Context[2];
        Thread thread = new Thread(() -> {
            seen[0] = Context.current();
            eraseThreadLocals();
            seen[1] = Context.current();
            seen[1].record(key, 0, 9, null);
        });
        thread.start();
        thread.join();

        assertThat(seen[1]).isSameAs(seen[0]);
        assertThat(taken.all().sum(key)).isEqualTo(9);
    }

    @Test
    void countsAnExecutionWhoseThreadDiedBeforeItsEnd() throws InterruptedException {
        long before = SelfCounter.ABANDONED_EXECUTIONS.count();
        int site = Sites.execution("abandoning", "");
        Thread thread = new Thread(() -> Recorder.enterExecution(site, "item", null, 0));
        thread.start();
        thread.join();

        taken.all();

        assertThat(SelfCounter.ABANDONED_EXECUTIONS.count()).isEqualTo(before + 1);
        assertThat(taken.executions).isEmpty();
    }

    /** What pools do that erase ThreadLocals between tasks. */
    private static void eraseThreadLocals() {
        try {
            Field local = Context.class.getDeclaredField("LOCAL");
            local.setAccessible(true);
            ((ThreadLocal<?>) local.get(null)).remove();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
