package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls what is woven into the JDK by hand, as a pool would. */
class CarrierTest {
    private final int actor = Sites.execution("carrier", "");
    private final int other = Sites.execution("other", "");
    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.afresh();
    }

    private @Nullable OpenExecution execution(Object item) {
        return Recorder.enterExecution(actor, item, null, 0);
    }

    /** What a worker does for each task, on a thread of its own. */
    private static @Nullable OpenExecution seenByWorker(Object task, Runnable work) throws InterruptedException {
        OpenExecution[] seen = new OpenExecution[1];
        Thread worker = new Thread(() -> {
            Carrier.workerBegins(task);
            seen[0] = Context.current().execution();
            work.run();
            Carrier.workerIdle();
            assertThat(Context.current().execution()).isNull();
        });
        worker.start();
        worker.join();
        return seen[0];
    }

    @Test
    void runsATaskInTheExecutionThatHandedItOver() throws InterruptedException {
        OpenExecution e = execution("x");
        Object task = new Object();
        Carrier.handedOver(task);
        Recorder.exitExecution(e, null);

        OpenExecution[] nested = new OpenExecution[1];
        OpenExecution seen = seenByWorker(task, () -> {
            nested[0] = Recorder.enterExecution(other, "y", null, 0);
            Recorder.exitExecution(nested[0], null);
            assertThat(Context.current().execution()).isSameAs(e);
        });

        assertThat(seen).isSameAs(e);
        assertThat(nested[0].parentNumber()).isEqualTo(e.number());
        assertThat(nested[0].correlation()).isEqualTo(e.correlation());
        assertThat(seenByWorker(task, () -> {})).as("once").isNull();
        taken.all();
    }

    @Test
    void beginsAnExecutionAfreshWhenItHandsItselfOver() throws InterruptedException {
        OpenExecution e = execution("x");
        Object task = new Object();
        Carrier.handedOver(task);

        OpenExecution[] again = new OpenExecution[1];
        seenByWorker(task, () -> {
            again[0] = execution("x");
            Recorder.exitExecution(again[0], null);
        });
        Recorder.exitExecution(e, null);

        assertThat(again[0]).as("no recursion").isNotNull();
        assertThat(again[0].parentNumber()).isZero();
        assertThat(again[0].correlation()).isNotEqualTo(e.correlation());
        assertThat(taken.all().executions).containsExactlyInAnyOrder(e, again[0]);
    }

    @Test
    void forgetsWhatWasRejectedRemovedOrRepeats() throws InterruptedException {
        OpenExecution e = execution("x");
        Object rejected = new Object();
        Carrier.handedOver(rejected);
        Carrier.givenBack(rejected);
        Object kept = new Object();
        Carrier.handedOver(kept);
        Carrier.removed(kept, false);
        try (AutoCloseable pool = pool()) {
            Carrier.scheduled(((PoolOfOne) pool).repeating);
            Recorder.exitExecution(e, null);
            assertThat(seenByWorker(((PoolOfOne) pool).repeating, () -> {})).isNull();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
        assertThat(seenByWorker(rejected, () -> {})).isNull();
        assertThat(seenByWorker(kept, () -> {})).isSameAs(e);
    }

    private static PoolOfOne pool() {
        return new PoolOfOne();
    }

    private static final class PoolOfOne implements AutoCloseable {
        private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        private final Object repeating = pool.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    @Test
    void leavesATaskAloneThatSeveralExecutionsHandedOverAtOnce() throws InterruptedException {
        Object task = new Object();
        OpenExecution one = execution("1");
        Carrier.handedOver(task);
        Recorder.exitExecution(one, null);
        OpenExecution two = execution("2");
        Carrier.handedOver(task);
        Recorder.exitExecution(two, null);
        Carrier.handedOver(task);

        assertThat(seenByWorker(task, () -> {})).isNull();
        assertThat(seenByWorker(task, () -> {})).isNull();
        assertThat(seenByWorker(task, () -> {})).isNull();

        OpenExecution three = execution("3");
        Carrier.handedOver(task);
        Recorder.exitExecution(three, null);
        assertThat(seenByWorker(task, () -> {})).as("all are through").isSameAs(three);
    }

    @Test
    void agreesWithAMapWhateverComesInWhichOrder() {
        Random random = new Random(20261122);
        Object[] tasks = new Object[20];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new Object();
        }
        OpenExecution[] executions = {null, execution("a"), execution("b")};
        CarriedTasks table = new CarriedTasks(1_000);
        Map<Object, List<@Nullable OpenExecution>> oracle = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Object task = tasks[random.nextInt(tasks.length)];
            List<@Nullable OpenExecution> waiting = oracle.computeIfAbsent(task, t -> new ArrayList<>());
            if (random.nextBoolean()) {
                OpenExecution e = executions[random.nextInt(3)];
                table.put(task, e);
                if (e != null || !waiting.isEmpty()) {
                    OpenExecution first = waiting.isEmpty() ? e : waiting.get(0);
                    waiting.add(e);
                    waiting.replaceAll(w -> first == e ? e : null);
                }
            } else {
                OpenExecution expected = waiting.isEmpty() ? null : waiting.remove(0);
                assertThat(table.take(task)).isSameAs(expected);
            }
        }
        assertThat(table.size()).isEqualTo((int)
                oracle.values().stream().filter(w -> !w.isEmpty()).count());
        Recorder.exitExecution(executions[2], null);
        Recorder.exitExecution(executions[1], null);
    }

    @Test
    void keepsNoTaskAliveAndNoMoreThanItsLimit() {
        OpenExecution e = execution("x");
        CarriedTasks table = new CarriedTasks(100);
        long refused = SelfCounter.CARRY_REFUSED.count();
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            held.add(new Object());
            table.put(held.get(i), e);
        }
        assertThat(table.size()).isEqualTo(100);
        assertThat(SelfCounter.CARRY_REFUSED.count()).isEqualTo(refused + 50);
        WeakReference<Object> first = new WeakReference<>(held.get(0));

        held.clear();
        for (int i = 0; i < 100 && (first.get() != null || table.size() > 0); i++) {
            System.gc();
        }

        assertThat(first.get()).isNull();
        assertThat(table.size()).isZero();
        Recorder.exitExecution(e, null);
    }

    @Test
    void aThreadBelongsToTheExecutionInWhichItWasStarted() throws InterruptedException {
        OpenExecution e = execution("x");
        OpenExecution[] seen = new OpenExecution[3];
        Thread grandchild = new Thread(() -> seen[1] = Context.current().execution());
        Thread child = new Thread(() -> {
            Carrier.starting(grandchild); // before the child has recorded anything
            seen[0] = Context.current().execution();
        });
        Thread poolThread = new Thread(() -> seen[2] = Context.current().execution());
        Carrier.starting(child);
        Carrier.growsPool(true);
        Carrier.starting(poolThread);
        Carrier.growsPool(false);
        Recorder.exitExecution(e, null);
        for (Thread thread : List.of(child, grandchild, poolThread)) {
            thread.start();
            thread.join();
        }

        assertThat(seen).containsExactly(e, e, null);
        assertThat(Context.current().execution()).isNull();
    }

    @Test
    void tasksInsideTasksGoBackToWhatTheirThreadDid() {
        OpenExecution outer = execution("x");
        Object task = new Object();
        Carrier.handedOver(task);
        OpenExecution inner = Recorder.enterExecution(other, "y", null, 0);

        Object before = Carrier.taskBegins(task);
        assertThat(Context.current().execution()).isSameAs(outer);
        Carrier.taskEnds(before);

        assertThat(Context.current().execution()).isSameAs(inner);
        assertThat(Carrier.taskBegins(new Object())).isNull();
        Recorder.exitExecution(inner, null);
        Recorder.exitExecution(outer, null);
        assertThat(Context.current().execution()).isNull();
    }

    @Test
    void countsAllSamplesOfTasksOnAPool() throws Exception {
        int stage = Sites.stage(null, "", "carried stage");
        OpenExecution e = execution("x");
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Runnable task = () -> Recorder.exitStage(stage, Recorder.enterStage(stage), null);
            Carrier.handedOver(task);
            tasks.add(() -> {
                Carrier.workerBegins(task);
                task.run();
                Carrier.workerIdle();
            });
        }
        Recorder.exitExecution(e, null);
        var pool = Executors.newFixedThreadPool(4);
        tasks.forEach(pool::execute);
        pool.shutdown();
        while (!pool.awaitTermination(1, TimeUnit.MILLISECONDS)) {
            taken.all();
        }
        taken.all();

        assertThat(taken.count(Taken.stageKey("carrier", "carried stage", "success")))
                .isEqualTo(1_000);
        assertThat(taken.slotsOf(Taken.stageKey("carrier", "carried stage", "success")))
                .allSatisfy(slot -> assertThat(slot.execution()).isEqualTo(e.number()));
    }
}
