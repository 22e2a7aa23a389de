package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSetTest {
    @Test
    void isOneForTheSameValuesFromEveryThread() throws InterruptedException {
        LabelSet shape = LabelSet.of(LabelSet.shape("same", List.of("a", "b")));
        LabelSet[][] seen = new LabelSet[4][100];
        List<Thread> threads = new ArrayList<>();
        for (LabelSet[] mine : seen) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < mine.length; i++) {
                    mine[i] = LabelSet.with(LabelSet.with(shape, "x"), i);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(seen[1]).containsExactly(seen[0]);
        assertThat(seen[3]).containsExactly(seen[0]).doesNotHaveDuplicates();
        assertThat(seen[0][7].labels()).containsExactly("a", "x", "b", "7");
    }

    @Test
    void leavesNullOutAndCutsWhatIsLong() {
        LabelSet shape = LabelSet.of(LabelSet.shape("null", List.of("a", "b")));
        assertThat(LabelSet.with(LabelSet.with(shape, null), "y").labels()).containsExactly("b", "y");
        assertThat(LabelSet.with(LabelSet.with(shape, "z".repeat(5_000)), "y").labels()[1])
                .hasSize(200);
        assertThat(LabelSet.with(LabelSet.of(-1), "y").isOverflow()).isTrue();
    }

    @Test
    void allocatesNothingForAValueThatWasSeenBefore() {
        int site = Sites.stage("labelled", "", "labelled");
        int shape = LabelSet.shape("stage " + site, List.of("tenant"));
        Taken.afresh();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        String[] tenants = {"a", "b", "c", "d"};
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 500; i++) {
                LabelSet set = LabelSet.with(LabelSet.of(shape), tenants[i & 3]);
                Recorder.exitStage(site, Recorder.enterStage(site), null, set);
            }
            long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, after - before);
            Taken.afresh();
        }
        assertThat(least).isLessThan(500);
    }

    /** In classes of their own: the limit, once reached, holds for the life of a JVM. */
    @Test
    void fiveMillionDistinctValuesChangeNothingButACounter() throws Exception {
        URL classes = Keys.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> sets = loader.loadClass(LabelSet.class.getName());
            Class<?> keys = loader.loadClass(Keys.class.getName());
            keys.getMethod("setLimit", int.class).invoke(null, 2_000);
            Object shape = sets.getMethod("of", int.class)
                    .invoke(
                            null,
                            sets.getMethod("shape", String.class, List.class).invoke(null, "flood", List.of("id")));
            Method with = sets.getMethod("with", sets, Object.class);
            Runtime runtime = Runtime.getRuntime();
            long heap = 0;
            for (int i = 0; i < 5_000_000; i++) {
                with.invoke(null, shape, Integer.toString(i));
                if (i == 100_000) {
                    System.gc();
                    heap = runtime.totalMemory() - runtime.freeMemory();
                }
            }
            System.gc();

            Class<?> counters = loader.loadClass(SelfCounter.class.getName());
            Object overflow = counters.getField("LABELS_OVERFLOW").get(null);
            Method count = counters.getMethod("count");
            assertThat(count.invoke(overflow)).isEqualTo(5_000_000L - 2_000);
            assertThat(runtime.totalMemory() - runtime.freeMemory() - heap).isLessThan(8 << 20);
        }
    }
}
