package dev.nilometer.core.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.Sites;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.model.Account;
import dev.nilometer.model.Batch;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.Quarter;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of records of real lanes, pass by pass. */
class DrainTest {
    private static final long UNLIMITED = DrainSettings.UNLIMITED;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void makesARowOfEveryRecordWithoutALimit() {
        Rig rig = Rig.of(UNLIMITED);
        for (int i = 1; i <= 300; i++) {
            Facade.processingTime("a", "rows", i);
        }
        rig.flush();
        assertThat(rig.rows(RecordKind.SAMPLE)).isEqualTo(300);
        assertThat(rig.countBySeries())
                .containsExactly(Map.entry(
                        SeriesKey.of(MetricType.PROCESSING_TIME, "actor", "a", "stage", "rows", "outcome", "success"),
                        300L));
        assertThat(rig.sampleSum()).isEqualTo(300 * 301 / 2);
    }

    @Test
    void sketchesEveryRecordAtZero() {
        Rig rig = Rig.of(0);
        for (int i = 1; i <= 300; i++) {
            Facade.processingTime("a", "sketched", i);
        }
        rig.execution("nobody", "item-1", 3, new IllegalStateException("x"));
        rig.flush();
        assertThat(rig.rows(RecordKind.SAMPLE)).isZero();
        assertThat(rig.rows(RecordKind.EXECUTION)).isZero();
        assertThat(rig.sketched(RecordKind.SAMPLE)).isEqualTo(304);
        assertThat(rig.sketched(RecordKind.EXECUTION)).isEqualTo(1);
    }

    @Test
    void stampsARowWithItsEnd() {
        Rig rig = Rig.of(UNLIMITED);
        Facade.processingTime("a", "instant", 5_000_000);
        rig.flush();
        long at = rig.batches.get(0).samples().atMicros(0);
        assertThat(rig.clock.epochMicros() - at).isBetween(-1_000L, 5_000_000L);
    }

    @Test
    void tellsTheWholeStoryOfAnExecution() {
        Rig rig = Rig.of(UNLIMITED);
        OpenExecution outer = Recorder.enterExecution(
                Sites.execution("outer", "inbox"), "item-7", Instant.now().minusSeconds(3), 2);
        Facade.tokens("m", "extraction", "input", 812);
        Facade.cost("m", 0.0042);
        Facade.user("u-17");
        Facade.humanIntervention();
        Facade.put("workflow", "w-9");
        Facade.processingTime(null, "render", 10);
        OpenExecution inner = Recorder.enterExecution(Sites.execution("inner", ""), "item-8", null, 0);
        Recorder.exitExecution(inner, null);
        Recorder.exitExecution(outer, new IllegalStateException("broken"));
        rig.flush();

        List<ExecutionRow> rows = rig.executionRows();
        assertThat(rows).hasSize(2);
        ExecutionRow row = rows.get(0);
        assertThat(rig.drain.dictionary().group(row.group()))
                .isEqualTo(GroupKey.of("outer", "inbox", true, "IllegalStateException"));
        assertThat(row.itemId()).isEqualTo("item-7");
        assertThat(row.waitNanos()).isGreaterThanOrEqualTo(3_000_000_000L);
        assertThat(row.attempt()).isEqualTo(2);
        assertThat(row.tokens()).isEqualTo(812);
        assertThat(row.costNanoUsd()).isEqualTo(4_200_000);
        assertThat(row.userId()).isEqualTo("u-17");
        assertThat(row.humanIntervention()).isTrue();
        assertThat(row.metadata()).containsExactly(Map.entry("workflow", "w-9"));
        assertThat(row.errorMessage()).isEqualTo("broken");
        assertThat(row.stagesKept()).isEqualTo(1);
        assertThat(row.correlationId()).matches("[0-9a-f]{32}");
        assertThat(rows.get(1).correlationId()).isEqualTo(row.correlationId());
        assertThat(rows.get(1).parentId()).isEqualTo(row.id());
        assertThat(rows.get(1).waitNanos()).isEqualTo(ExecutionRow.NO_WAIT);
    }

    @Test
    void keepsWhatAnExecutionUsedWhenItFolds() {
        Rig rig = Rig.of(0);
        for (int i = 0; i < 3; i++) {
            OpenExecution execution = Recorder.enterExecution(Sites.execution("folded", ""), "item", null, 0);
            Facade.tokens("m", "o", "input", 10);
            Facade.cost("m", 0.5);
            Facade.user("u-" + i % 2);
            Facade.humanIntervention();
            Recorder.exitExecution(execution, null);
        }
        rig.flush();
        var summary = rig.executionSketches().get(0).summary();
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.tokens().sum()).isEqualTo(30);
        assertThat(summary.cost().sum()).isEqualTo(1_500_000_000);
        assertThat(summary.interventions()).isEqualTo(3);
        assertThat(summary.users().estimate()).isEqualTo(2);
    }

    @Test
    void keepsAFailedExecutionFromTheReserve() {
        Rig rig = Rig.of(10);
        for (int i = 0; i < 60; i++) {
            rig.execution("busy", "item-" + i, 5, null);
        }
        rig.flush();
        rig.batches.clear();
        rig.execution("busy", "failing", 5, new IllegalStateException("x"));
        rig.flush();
        assertThat(rig.executionRows()).extracting(ExecutionRow::itemId).containsExactly("failing");
        assertThat(rig.executionRows().get(0).stagesKept()).isZero();
        assertThat(rig.sketched(RecordKind.SAMPLE)).isEqualTo(6);
    }

    @Test
    void splitsSketchesAtTheQuarterOfAnHour() {
        Rig rig = Rig.of(0);
        long untilQuarter = Quarter.MICROS - rig.clock.epochMicros() % Quarter.MICROS;
        rig.pass(Duration.ofNanos(untilQuarter * 1_000).minusMillis(100));
        rig.batches.clear();
        Facade.processingTime("a", "quarter", 1_000);
        rig.pass(Duration.ofMillis(10));
        rig.clock.advance(Duration.ofMillis(150));
        Facade.processingTime("a", "quarter", 2_000);
        Facade.processingTime("a", "quarter", 3_000);
        rig.flush();
        List<SampleSketch> sketches = rig.batches.stream()
                .flatMap(batch -> batch.sampleSketches().stream())
                .toList();
        assertThat(sketches).extracting(sketch -> sketch.summary().sum()).containsExactly(1_000L, 5_000L);
        assertThat(sketches.get(1).fromMicros() - sketches.get(0).fromMicros()).isEqualTo(Quarter.MICROS);
    }

    @Test
    void foldsRowsWhileTheSpoolTakesNothing() {
        Rig rig = Rig.of(UNLIMITED);
        rig.refuses = true;
        int calls = 60_000;
        for (int i = 0; i < calls; i++) {
            Facade.processingTime("a", "refused", 1_000);
            if (i % 400 == 0) {
                rig.pass(Duration.ofMillis(20));
            }
        }
        rig.flush();
        Totals stalled = rig.account().totals().get(RecordKind.SAMPLE);
        assertThat(stalled.recorded() - rig.lostBefore(RecordKind.SAMPLE)).isEqualTo(calls);
        assertThat(Rig.balances(stalled)).isTrue();
        assertThat(rig.batches).isEmpty();

        rig.refuses = false;
        rig.flush().flush();
        assertThat(rig.batches).hasSizeGreaterThanOrEqualTo(2);
        assertThat(rig.batches).allMatch(batch -> batch.samples().size() <= DrainSettings.PENDING_ROWS);
        assertThat(rig.rows(RecordKind.SAMPLE) + rig.sketched(RecordKind.SAMPLE))
                .isEqualTo(calls);
        assertThat(rig.sketched(RecordKind.SAMPLE)).isPositive();
    }

    @Test
    void carriesTheTotalsAsOfEachBatch() {
        Rig rig = Rig.of(UNLIMITED);
        for (int round = 1; round <= 5; round++) {
            for (int i = 0; i < 100; i++) {
                Facade.processingTime("a", "totals", 1);
            }
            rig.flush();
        }
        assertThat(rig.batches).hasSize(5);
        long rows = 0;
        for (Batch batch : rig.batches) {
            rows += batch.rows(RecordKind.SAMPLE);
            assertThat(batch.totals(RecordKind.SAMPLE).rows()).isEqualTo(rows);
            assertThat(Rig.balances(batch.totals(RecordKind.SAMPLE))).isTrue();
        }
    }

    @Test
    void sealsNothingWithoutNews() {
        Rig rig = Rig.of(UNLIMITED);
        rig.flush();
        int before = rig.batches.size();
        rig.flush().flush().flush();
        assertThat(rig.batches).hasSize(before);
    }

    @Test
    void keepsTotalsExactBeyondTheLimitOfSeries() {
        Rig rig = new Rig(
                DrainSettings.builder().rowsPerSecond(UNLIMITED).seriesMax(10).build());
        for (int i = 0; i < 300; i++) {
            Facade.event("e", new String[] {"attribute", "value-" + i});
            rig.pass(Duration.ofMillis(1));
        }
        rig.flush();
        Account account = rig.account();
        Account.SeriesAccount overflow = account.series().stream()
                .filter(series -> series.key().equals(SeriesKey.of(MetricType.EVENT, "overflow", "true")))
                .findFirst()
                .orElseThrow();
        assertThat(overflow.values().count()).isEqualTo(290);
        assertThat(account.series().stream()
                        .mapToLong(series -> series.values().sum())
                        .sum())
                .isEqualTo(300);
        assertThat(account.series()).hasSize(11);
        assertThat(account.readings())
                .anyMatch(reading -> reading.metric() == SelfMetric.SERIES_OVERFLOW && reading.value() == 290);
    }

    @Test
    void showsWhatRuns() {
        Rig rig = Rig.of(UNLIMITED);
        OpenExecution outer = Recorder.enterExecution(Sites.execution("running", ""), "i", null, 0);
        OpenExecution inner = Recorder.enterExecution(Sites.execution("inside", ""), "i", null, 0);
        assertThat(actor(rig, "running").inProgress()).isEqualTo(1);
        assertThat(actor(rig, "running").oldestSeconds()).isPositive();
        assertThat(actor(rig, "inside").inProgress()).isEqualTo(1);
        Recorder.exitExecution(inner, null);
        Recorder.exitExecution(outer, null);
        assertThat(actor(rig, "running").inProgress()).isZero();
        assertThat(actor(rig, "running").oldestSeconds()).isZero();
        assertThat(actor(rig, "running").lastEpochSeconds()).isPositive();
    }

    private static Account.ActorAccount actor(Rig rig, String name) {
        return rig.account().actors().stream()
                .filter(actor -> actor.actor().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsWhatTheRecordPathRefused() {
        Rig rig = Rig.of(UNLIMITED);
        Totals before = rig.account().totals().get(RecordKind.SAMPLE);
        Facade.processingTime("a", "negative", -1);
        Totals after = rig.account().totals().get(RecordKind.SAMPLE);
        assertThat(after.droppedInAll()).isEqualTo(before.droppedInAll() + 1);
        assertThat(Rig.balances(after)).isTrue();
    }

    @Test
    void followsTheDatabasesShare() {
        Rig rig = Rig.of(UNLIMITED);
        rig.drain.setShare(0);
        rig.pass(SECOND);
        rig.batches.clear();
        rig.execution("shared", "i", 2, null);
        rig.flush();
        assertThat(rig.rows(RecordKind.EXECUTION)).isZero();
        rig.drain.setShare(UNLIMITED);
        rig.pass(SECOND);
        rig.batches.clear();
        rig.execution("shared", "i", 2, null);
        rig.flush();
        assertThat(rig.rows(RecordKind.EXECUTION)).isEqualTo(1);
        assertThat(rig.rows(RecordKind.SAMPLE)).isEqualTo(2);
    }

    @Test
    void takesPolledDepths() {
        Rig rig = Rig.of(UNLIMITED);
        PolledDepthsTest.Inbox inbox = PolledDepthsTest.Inbox.registered("polled-" + System.nanoTime(), 7);
        rig.drain
                .queuePoll(DrainSettings.builder().build(), PolledDepthsTest.SILENT)
                .pollOnce();
        Account account = rig.account();
        assertThat(account.series())
                .anyMatch(series -> series.key().label("queue").equals(inbox.queue) && series.last() == 7);
    }
}
