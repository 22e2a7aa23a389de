package dev.nilometer.core.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.Sites;
import dev.nilometer.model.Batch;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleSketch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many rows there are, and whose, at 100 rows a second of a clock that the test moves. */
class RowBudgetTest {
    private static final int LIMIT = 100;
    private static final int SECONDS = 10;
    private static final Duration PASS = Duration.ofMillis(10);

    @Test
    void givesABusyActorItsRateOfWholeExecutions() {
        Rig rig = Rig.of(LIMIT);
        for (int pass = 0; pass < SECONDS * 100; pass++) {
            for (int i = 0; i < 5; i++) {
                rig.execution("whole", "item", 4, null);
            }
            rig.pass(PASS);
        }
        rig.flush();
        long rows = rig.rows(RecordKind.EXECUTION) + rig.rows(RecordKind.SAMPLE);
        assertThat(rows).isBetween(LIMIT * SECONDS * 6L / 10, LIMIT * (SECONDS + 1L));
        assertThat(rig.executionRows()).extracting(ExecutionRow::stagesKept).containsOnly(4);
        assertThat(rig.rows(RecordKind.SAMPLE)).isEqualTo(4 * rig.rows(RecordKind.EXECUTION));
    }

    @Test
    void givesQuietSeriesAllTheirRowsBesideABusyOne() {
        Rig rig = Rig.of(LIMIT);
        for (int pass = 0; pass < SECONDS * 100; pass++) {
            for (int i = 0; i < 50; i++) {
                Facade.processingTime("a", "busy", 1_000);
            }
            if (pass % 20 == 0) {
                for (int i = 0; i < 5; i++) {
                    Facade.processingTime("a", "quiet-" + i, 1_000);
                }
            }
            rig.pass(PASS);
        }
        rig.flush();
        Map<String, Long> rows = rowsByStage(rig);
        for (int i = 0; i < 5; i++) {
            assertThat(rows.getOrDefault("quiet-" + i, 0L)).as("of 50").isGreaterThanOrEqualTo(45);
        }
        long all = rig.rows(RecordKind.SAMPLE);
        assertThat(all).isBetween(LIMIT * SECONDS * 6L / 10, LIMIT * (SECONDS + 1L));
    }

    private static Map<String, Long> rowsByStage(Rig rig) {
        Map<String, Long> rows = new HashMap<>();
        for (Batch batch : rig.batches) {
            for (int row = 0; row < batch.samples().size(); row++) {
                String stage = rig.drain
                        .dictionary()
                        .series(batch.samples().series(row))
                        .label("stage");
                rows.merge(stage, 1L, Long::sum);
            }
        }
        return rows;
    }

    @Test
    void sharesBetweenExecutionsAndSamplesOutside() {
        Rig rig = Rig.of(LIMIT);
        for (int pass = 0; pass < SECONDS * 100; pass++) {
            for (int i = 0; i < 20; i++) {
                Facade.processingTime("a", "beside", 1_000);
            }
            rig.execution("beside", "item", 4, null);
            rig.pass(PASS);
        }
        rig.flush();
        long ofExecutions = 5 * rig.rows(RecordKind.EXECUTION);
        long outside = rowsByStage(rig).getOrDefault("beside", 0L);
        assertThat(ofExecutions).isGreaterThan(LIMIT * SECONDS / 4);
        assertThat(outside).isGreaterThan(LIMIT * SECONDS / 4);
        assertThat(ofExecutions + outside).isLessThan(LIMIT * (SECONDS + 1));
    }

    @Test
    void allowsABurstOfOneSecond() {
        Rig rig = Rig.of(LIMIT);
        rig.pass(Duration.ofSeconds(5));
        for (int i = 0; i < 300; i++) {
            Facade.processingTime("a", "burst", 1_000);
        }
        rig.flush();
        assertThat(rig.rows(RecordKind.SAMPLE)).isBetween(LIMIT * 7L / 10, LIMIT * 11L / 10);
    }

    @Test
    void keepsTheSlowOnesOfABusyMinute() {
        Rig rig = Rig.of(LIMIT);
        long untilMinute = 60_000_000 - rig.clock.epochMicros() % 60_000_000;
        rig.pass(Duration.ofNanos(untilMinute * 1_000));
        for (int pass = 0; pass < 61 * 20; pass++) {
            for (int i = 0; i < 20; i++) {
                rig.execution("steady", "usual", 1, null);
            }
            rig.pass(Duration.ofMillis(50));
        }
        rig.flush();
        rig.batches.clear();
        for (int i = 0; i < 200; i++) {
            rig.execution("steady", "usual", 1, null);
            rig.pass(Duration.ofNanos(1));
        }
        OpenExecution slow = Recorder.enterExecution(Sites.execution("steady", "queue"), "slow one", null, 0);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 20_000_000) {
            Thread.onSpinWait();
        }
        Recorder.exitExecution(slow, null);
        rig.flush();
        assertThat(rig.executionRows()).extracting(ExecutionRow::itemId).contains("slow one");
        assertThat(rig.sketched(RecordKind.EXECUTION)).isGreaterThan(100);
    }

    @Test
    void keepsErrorsOutsideExecutionsFromTheReserve() {
        Rig rig = Rig.of(LIMIT);
        for (int pass = 0; pass < 300; pass++) {
            for (int i = 0; i < 50; i++) {
                Facade.processingTime("a", "noise", 1_000);
            }
            rig.pass(PASS);
        }
        rig.batches.clear();
        Facade.error("Rare");
        rig.flush();
        long rows = rig.batches.stream()
                .flatMap(batch -> batch.sampleSketches().stream())
                .filter(sketch -> isRare(rig, sketch))
                .count();
        assertThat(rows).as("sketched ones").isZero();
        assertThat(rig.countBySeries().keySet())
                .anyMatch(series -> series.label("error_type").equals("Rare"));
    }

    @Test
    void keepsTheWordsOfNotesBesideBusyActors() {
        Rig rig = Rig.of(LIMIT);
        for (int pass = 0; pass < SECONDS * 100; pass++) {
            for (int i = 0; i < 20; i++) {
                rig.execution("busy", "item", 4, null);
            }
            if (pass % 20 == 0) {
                Facade.itemEvent("item-" + pass, "approved", new String[0]);
            }
            rig.pass(PASS);
        }
        rig.flush();
        long notes = rig.executionRows().stream()
                .filter(row -> rig.drain.dictionary().group(row.group()).actor().isEmpty())
                .count();
        long words = 0;
        for (Batch batch : rig.batches) {
            for (int row = 0; row < batch.samples().size(); row++) {
                var series = rig.drain.dictionary().series(batch.samples().series(row));
                words += series.label("event").equals("approved") ? 1 : 0;
            }
        }
        assertThat(notes).as("of 50").isEqualTo(50);
        assertThat(words).as("of 50").isEqualTo(50);
        assertThat(rig.rows(RecordKind.EXECUTION) + rig.rows(RecordKind.SAMPLE)).isLessThan(LIMIT * (SECONDS + 1L));
    }

    private static boolean isRare(Rig rig, SampleSketch sketch) {
        return rig.drain
                .dictionary()
                .series(sketch.series())
                .label("error_type")
                .equals("Rare");
    }
}
