package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int ROOM = Lane.SLOTS - Lane.SLOTS / 8;

    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.afresh();
    }

    @Test
    void givesTheDrainWhatWasRecordedInItsOrder() {
        int key = Keys.intern(Keys.VALUE, "test", "order");
        for (int value = 0; value < 100; value++) {
            Context.current().record(key, 10 + value, value, null);
        }

        taken.all();

        assertThat(taken.slots).hasSize(100);
        assertThat(taken.slots.get(42)).isEqualTo(new Taken.Slot(key, 0, 52, 42, 0));
    }

    @Test
    void foldsWhenTheRingIsFull() {
        int key = Keys.intern(Keys.VALUE, "test", "full");
        for (int value = 1; value <= 10_000; value++) {
            Context.current().record(key, 0, value, null);
        }

        taken.all();

        assertThat(taken.rows(key).count).isEqualTo(ROOM);
        assertThat(taken.folds(key).count).isEqualTo(10_000 - ROOM);
        assertThat(taken.sum(key)).isEqualTo(10_000L * 10_001 / 2);
        assertThat(taken.folds(key).min).isEqualTo(ROOM + 1);
        assertThat(taken.folds(key).max).isEqualTo(10_000);
    }

    @Test
    void keepsTheLastEighthForErrorsAndSlowRecords() {
        int key = Keys.intern(Keys.VALUE, "test", "reserve");
        int slow = Keys.intern(Keys.VALUE, "test", "reserve of slow ones");
        Valve.set(slow, 1_000);
        for (int i = 0; i < Lane.SLOTS; i++) {
            Context.current().record(key, 0, 1, null);
        }
        Context.current().record((long) SlotSink.FAILED << 32 | key, 0, 1, null);
        Context.current().record(slow, 0, 1_000, null);
        Context.current().record(slow, 0, 999, null);

        taken.all();

        assertThat(taken.rows(key).count).isEqualTo(ROOM + 1);
        assertThat(taken.slotsOf(slow))
                .singleElement()
                .satisfies(s -> assertThat(s.flags()).isEqualTo(SlotSink.SLOW));
        assertThat(taken.folds(slow).sum).isEqualTo(999);
    }

    @Test
    void foldsEvenErrorsWhenTheValveIsClosed() {
        int key = Keys.intern(Keys.VALUE, "test", "closed");
        Valve.set(key, Valve.NONE);
        Context.current().record((long) SlotSink.FAILED << 32 | key, 0, 5, null);

        taken.all();

        assertThat(taken.rows(key).count).isZero();
        assertThat(taken.folds(key).sum).isEqualTo(5);
    }

    @Test
    void spillsIntoSharedCellsWhenItsTableIsFullAndCountsWhatEvenTheyCannotTake() {
        int first = Keys.intern(Keys.VALUE, "spill", "0");
        int wanted = FoldTable.FULL * (Limits.SHARED_TABLES + 2);
        for (int i = 1; i < wanted; i++) {
            Keys.intern(Keys.VALUE, "spill", Integer.toString(i));
        }
        long lostBefore = SelfCounter.LOST_SAMPLES.count();
        for (int i = 0; i < wanted; i++) {
            Valve.set(first + i, Valve.NONE);
            Context.current().record(first + i, 0, 7, null);
        }
        assertThat(SharedCells.pending()).isEqualTo((long) FoldTable.FULL * Limits.SHARED_TABLES);

        taken.all();

        long counted = 0;
        for (int i = 0; i < wanted; i++) {
            counted += taken.count(first + i);
        }
        long lost = SelfCounter.LOST_SAMPLES.count() - lostBefore;
        assertThat(lost).isEqualTo(FoldTable.FULL);
        assertThat(counted + lost).isEqualTo(wanted);
        assertThat(SharedCells.pending()).isZero();
    }

    @Test
    void countsEveryRecordOfTwoThreadsBesideALiveDrain() throws InterruptedException {
        taken = Taken.sumsAfresh();
        int site = Sites.stage("two threads", "", "work");
        int key = Taken.stageKey("two threads", "work", "success");
        int each = 10_000_000;
        long[] sums = new long[2];
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int thread = t;
            threads.add(start(() -> sums[thread] = recordStages(site, each)));
        }

        long passes = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            Valve.set(key, ++passes / 16 % 2 == 0 ? Valve.EVERY : 300);
            taken.all();
        }
        taken.until(threads);

        assertThat(taken.count(key)).isEqualTo(2L * each);
        assertThat(taken.sum(key)).isEqualTo(sums[0] + sums[1]);
        assertThat(taken.rows(key).count).isPositive();
        assertThat(taken.folds(key).count).isPositive();
    }

    /** As the end of a woven method does, with values that the test knows. */
    private static long recordStages(int site, int calls) {
        Context context = Context.current();
        StageSite stage = Sites.stageAt(site);
        long sum = 0;
        for (int i = 0; i < calls; i++) {
            long value = i & 511;
            Recorder.stageEnded(context, null, stage, null, i, value, null);
            sum += value;
        }
        return sum;
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }
}
