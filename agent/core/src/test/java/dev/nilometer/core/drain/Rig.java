package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.Sites;
import dev.nilometer.bootstrap.Valve;
import dev.nilometer.core.BatchSink;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.InFlight;
import dev.nilometer.core.TimeSource;
import dev.nilometer.model.Account;
import dev.nilometer.model.Batch;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real record path, a drain that the test steps, and a sink that keeps or refuses batches. One at a time. */
final class Rig {
    final ManualClock clock = new ManualClock();
    final List<Batch> batches = new ArrayList<>();
    final Drain drain;
    boolean refuses;
    private final Map<RecordKind, Long> lostBefore = new EnumMap<>(RecordKind.class);

    Rig(DrainSettings settings) {
        Drain.prepareRecorder(settings);
        Recorder.start();
        emptyLanes(settings);
        for (int key = 1; key <= Keys.size(); key++) {
            Valve.set(key, Valve.EVERY);
        }
        drain = Drain.of(settings, Drain.numbers(settings), this::take, InFlight.NONE, clock);
        account().totals().forEach((kind, totals) -> lostBefore.put(kind, totals.droppedInAll()));
    }

    /** What earlier tests made the record path refuse: its counters live as long as the JVM. */
    long lostBefore(RecordKind kind) {
        return lostBefore.get(kind);
    }

    static Rig of(long rowsPerSecond) {
        return new Rig(DrainSettings.builder().rowsPerSecond(rowsPerSecond).build());
    }

    /** What an earlier test left behind. */
    private static void emptyLanes(DrainSettings settings) {
        Drain.of(settings, Drain.numbers(settings), BatchSink.NOWHERE, InFlight.NONE, TimeSource.SYSTEM)
                .finish();
    }

    private boolean take(Batch batch) {
        if (refuses) {
            return false;
        }
        batches.add(batch);
        return true;
    }

    /** A pass after this time, and whatever more it needs. */
    Rig pass(Duration later) {
        clock.advance(later);
        drain.drainOnce();
        return this;
    }

    Rig flush() {
        return pass(Duration.ofMillis(200));
    }

    /** Runs an execution of this actor with so many stages inside it. */
    void execution(String actor, String item, int stages, Throwable thrown) {
        OpenExecution execution = Recorder.enterExecution(Sites.execution(actor, "queue"), item, null, 0);
        for (int i = 0; i < stages; i++) {
            Facade.processingTime(null, "stage", 1_000 + i);
        }
        Recorder.exitExecution(execution, thrown);
    }

    /** What a scrape would get. */
    Account account() {
        CompletableFuture<Account> asked = CompletableFuture.supplyAsync(drain.accounts()::fresh);
        while (!asked.isDone()) {
            drain.drainOnce();
            Thread.onSpinWait();
        }
        asked.join();
        // A request gives up after 50 ms, which a busy machine may take: the pass that it asked for is still owed.
        if (drain.accounts().isAwaited(drain.accounts().wanted())) {
            drain.drainOnce();
        }
        return drain.accounts().latest();
    }

    long rows(RecordKind kind) {
        return batches.stream().mapToLong(batch -> batch.rows(kind)).sum();
    }

    long sketched(RecordKind kind) {
        return batches.stream().mapToLong(batch -> batch.sketched(kind)).sum();
    }

    /** Records by series, whether rows or sketched. */
    Map<SeriesKey, Long> countBySeries() {
        Map<SeriesKey, Long> counts = new HashMap<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.samples().size(); row++) {
                counts.merge(drain.dictionary().series(batch.samples().series(row)), 1L, Long::sum);
            }
            for (SampleSketch sketch : batch.sampleSketches()) {
                counts.merge(
                        drain.dictionary().series(sketch.series()),
                        sketch.summary().count(),
                        Long::sum);
            }
        }
        return counts;
    }

    long sampleSum() {
        long sum = 0;
        for (Batch batch : batches) {
            for (int row = 0; row < batch.samples().size(); row++) {
                sum += batch.samples().value(row);
            }
            for (SampleSketch sketch : batch.sampleSketches()) {
                sum += sketch.summary().sum();
            }
        }
        return sum;
    }

    List<ExecutionRow> executionRows() {
        return batches.stream()
                .flatMap(batch -> batch.executions().stream())
                .sorted(Comparator.comparingLong(ExecutionRow::id))
                .toList();
    }

    List<ExecutionSketch> executionSketches() {
        return batches.stream()
                .flatMap(batch -> batch.executionSketches().stream())
                .toList();
    }

    static boolean balances(Totals totals) {
        return totals.recorded() == totals.rows() + totals.sketched() + totals.inFlight() + totals.droppedInAll();
    }
}
