package dev.nilometer.core.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.model.Account;
import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** recorded = rows + sketched + in flight + dropped, whatever the budget, the schedule and the spool do. */
class BalanceTest {
    private static final int THREADS = 3;
    private static final int CALLS = 40_000;

    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong executions = new AtomicLong();
    private final Map<String, AtomicLong> byStage = new ConcurrentHashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {0, 100, DrainSettings.UNLIMITED})
    void holdsOverRandomSchedules(long rowsPerSecond) throws InterruptedException {
        for (int seed = 0; seed < 3; seed++) {
            samples.set(0);
            executions.set(0);
            byStage.clear();
            run(Rig.of(rowsPerSecond), new Random(seed));
        }
    }

    private void run(Rig rig, Random random) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = random.nextInt();
            Thread thread = new Thread(() -> record(rig, new Random(seed)));
            threads.add(thread);
            thread.start();
        }
        long lastRecorded = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            rig.refuses = random.nextInt(4) == 0;
            rig.pass(Duration.ofMillis(random.nextInt(80)));
            if (random.nextInt(50) == 0) {
                lastRecorded = assertBalanced(rig, lastRecorded);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        rig.refuses = false;
        rig.flush();
        assertThat(rig.drain.finish()).isTrue();
        assertComplete(rig);
    }

    private void record(Rig rig, Random random) {
        for (int i = 0; i < CALLS; i++) {
            if (random.nextInt(10) == 0) {
                int stages = random.nextInt(6);
                boolean fails = random.nextInt(20) == 0;
                rig.execution("actor-" + random.nextInt(3), "item", stages, fails ? new IllegalStateException() : null);
                executions.incrementAndGet();
                // the failure itself is an error sample
                count("stage", stages);
                samples.addAndGet(fails ? 1 : 0);
            } else {
                String stage = "outside-" + random.nextInt(5);
                Facade.processingTime("a", stage, random.nextInt(1_000_000));
                count(stage, 1);
            }
        }
    }

    private void count(String stage, int calls) {
        samples.addAndGet(calls);
        byStage.computeIfAbsent(stage, ignored -> new AtomicLong()).addAndGet(calls);
    }

    private static long assertBalanced(Rig rig, long lastRecorded) {
        Account account = rig.account();
        account.totals()
                .forEach((kind, totals) -> assertThat(Rig.balances(totals))
                        .as(kind + ": " + totals)
                        .isTrue());
        long recorded = account.totals().get(RecordKind.SAMPLE).recorded();
        assertThat(recorded).isGreaterThanOrEqualTo(lastRecorded);
        return recorded;
    }

    private void assertComplete(Rig rig) {
        Account account = rig.account();
        Totals sampleTotals = account.totals().get(RecordKind.SAMPLE);
        Totals executionTotals = account.totals().get(RecordKind.EXECUTION);
        long lost = sampleTotals.droppedInAll() - rig.lostBefore(RecordKind.SAMPLE);
        assertThat(rig.rows(RecordKind.SAMPLE) + rig.sketched(RecordKind.SAMPLE) + lost)
                .isEqualTo(samples.get());
        assertThat(rig.rows(RecordKind.EXECUTION) + rig.sketched(RecordKind.EXECUTION))
                .isEqualTo(executions.get());
        assertThat(sampleTotals.recorded() - rig.lostBefore(RecordKind.SAMPLE)).isEqualTo(samples.get());
        assertThat(executionTotals.recorded()).isEqualTo(executions.get());
        assertThat(sampleTotals.inFlight()).isZero();
        for (Batch batch : rig.batches) {
            for (RecordKind kind : RecordKind.values()) {
                assertThat(Rig.balances(batch.totals(kind))).isTrue();
            }
        }
        assertThat(lost).isZero();
        Map<SeriesKey, Long> counted = rig.countBySeries();
        byStage.forEach((stage, calls) -> assertThat(counted.entrySet().stream()
                        .filter(entry -> entry.getKey().label("stage").equals(stage)
                                && entry.getKey().metric().equals("processing_time_ms"))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .as(stage)
                .isEqualTo(calls.get()));
        assertThat(account.series().stream()
                        .mapToLong(series -> series.values().count())
                        .sum())
                .isEqualTo(samples.get());
        assertThat(account.groups().stream()
                        .mapToLong(group -> group.latency().count())
                        .sum())
                .isEqualTo(executions.get());
    }
}
