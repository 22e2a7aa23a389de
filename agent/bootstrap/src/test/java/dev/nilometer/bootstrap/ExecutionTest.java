package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private final int outerSite = Sites.execution("outer", "inbox");
    private final int innerSite = Sites.execution("inner", "");
    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.afresh();
        assertThat(Context.current().execution()).isNull();
    }

    @Test
    void handsOverWhatItKnows() {
        OpenExecution e = Recorder.enterExecution(outerSite, 42L, System.currentTimeMillis() - 5_000, 3);
        Facade.user("u-17");
        Facade.put("workflow", "w-9");
        Facade.humanIntervention();
        Facade.tokens("sonnet", "extraction", "input", 800);
        Facade.tokens("sonnet", "extraction", "output", 12);
        Facade.cost("sonnet", 0.0042);
        Recorder.exitExecution(e, null);

        OpenExecution seen = taken.all().execution();
        assertThat(seen).isSameAs(e);
        assertThat(seen.actor()).isEqualTo("outer");
        assertThat(seen.queue()).isEqualTo("inbox");
        assertThat(seen.item()).isEqualTo("42");
        assertThat(seen.attempt()).isEqualTo(3);
        assertThat(seen.waitNanos()).isBetween(5_000_000_000L, 60_000_000_000L);
        assertThat(seen.user()).isEqualTo("u-17");
        assertThat(seen.metadata()).containsExactly("workflow", "w-9");
        assertThat(seen.humanIntervention()).isTrue();
        assertThat(seen.tokens()).isEqualTo(812);
        assertThat(seen.costNanoUsd()).isEqualTo(4_200_000);
        assertThat(seen.failed()).isFalse();
        assertThat(seen.durationNanos()).isPositive();
        assertThat(seen.correlation()).matches("[0-9a-f]{32}");
        assertThat(seen.number()).isPositive();
    }

    @Test
    void nestsByThreadAndInheritsTheCorrelation() {
        OpenExecution outer = Recorder.enterExecution(outerSite, "a", null, 0);
        OpenExecution inner = Recorder.enterExecution(innerSite, "a", null, 0);
        assertThat(Context.current().execution()).isSameAs(inner);
        assertThat(openHere()).containsExactly(inner, outer);
        Recorder.exitExecution(inner, null);
        assertThat(Context.current().execution()).isSameAs(outer);
        Recorder.exitExecution(outer, null);

        assertThat(Context.current().execution()).isNull();
        assertThat(taken.all().executions).containsExactly(inner, outer);
        assertThat(inner.parentNumber()).isEqualTo(outer.number());
        assertThat(inner.number()).isGreaterThan(outer.number());
        assertThat(inner.correlation()).isEqualTo(outer.correlation());
        assertThat(inner.around()).as("an ended execution keeps no other alive").isNull();
    }

    private static List<OpenExecution> openHere() {
        List<OpenExecution> open = new ArrayList<>();
        Lanes.forEachOpen(open::add);
        return open;
    }

    @Test
    void takesRecursionAndSuperCallsForOneExecution() {
        OpenExecution outer = Recorder.enterExecution(outerSite, "same", null, 0);
        OpenExecution again = Recorder.enterExecution(outerSite, "same", null, 0);
        OpenExecution otherItem = Recorder.enterExecution(outerSite, "other", null, 0);
        Recorder.exitExecution(otherItem, null);
        Recorder.exitExecution(again, null);
        Recorder.exitExecution(outer, null);

        assertThat(again).isNull();
        assertThat(otherItem).isNotNull();
        assertThat(taken.all().executions).containsExactly(otherItem, outer);
    }

    @Test
    void recordsStagesUnderTheActorTheyRunIn() {
        int site = Sites.stage(null, "Mailer.send", "send");
        int fixed = Sites.stage("always", "Mailer.send", "send");
        Recorder.exitStage(site, Recorder.enterStage(site), null);
        OpenExecution e = Recorder.enterExecution(outerSite, "x", null, 0);
        Recorder.exitStage(site, Recorder.enterStage(site), null);
        Recorder.exitStage(fixed, Recorder.enterStage(fixed), null);
        Recorder.exitExecution(e, null);
        taken.all();

        assertThat(taken.slotsOf(Taken.stageKey("Mailer.send", "send", "success")))
                .singleElement()
                .satisfies(s -> assertThat(s.execution()).isZero());
        assertThat(taken.slotsOf(Taken.stageKey("outer", "send", "success")))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.execution()).isEqualTo(e.number());
                    assertThat(s.flags()).isEqualTo(SlotSink.TIMED | SlotSink.KEPT);
                });
        assertThat(taken.count(Taken.stageKey("always", "send", "success"))).isEqualTo(1);
        assertThat(e.stagesKept()).isEqualTo(2);
    }

    @Test
    void keepsWholeExecutionsWhileTheGrantLasts() {
        int site = Sites.stage(null, "", "granted");
        Valve.grantExecutions(2);
        for (int i = 0; i < 5; i++) {
            OpenExecution e = Recorder.enterExecution(outerSite, i, null, 0);
            Recorder.exitStage(site, Recorder.enterStage(site), null);
            Recorder.exitStage(site, Recorder.enterStage(site), new IllegalStateException("x"));
            Recorder.exitExecution(e, null);
        }
        taken.all();

        assertThat(taken.executions.stream().map(OpenExecution::isKept))
                .containsExactly(true, true, false, false, false);
        assertThat(taken.rows(Taken.stageKey("outer", "granted", "success")).count)
                .isEqualTo(2);
        assertThat(taken.folds(Taken.stageKey("outer", "granted", "success")).count)
                .isEqualTo(3);
        assertThat(taken.folds(Taken.stageKey("outer", "granted", "failed")).count)
                .isEqualTo(3);
    }

    @Test
    void foldsIntoItsGroupWhenAllQueuesAreFull() {
        int executions = Lane.EXECUTIONS + Limits.SPILLED + 36;
        int site = Sites.execution("queue full", "q");
        for (int i = 0; i < executions; i++) {
            OpenExecution e = Recorder.enterExecution(site, i, System.currentTimeMillis(), 0);
            Facade.tokens("m", "o", "t", 10);
            Facade.humanIntervention();
            Recorder.exitExecution(e, i % 2 == 0 ? null : new IllegalStateException("x"));
        }
        taken.all();

        assertThat(taken.executions).hasSize(Lane.EXECUTIONS + Limits.SPILLED);
        int good = groupKey(Keys.EXECUTION_TIME, "success", "");
        int bad = groupKey(Keys.EXECUTION_TIME, "failed", "IllegalStateException");
        assertThat(taken.folds(good).count).isEqualTo(18);
        assertThat(taken.folds(bad).count).isEqualTo(18);
        assertThat(taken.folds(groupKey(Keys.QUEUE_WAIT, "success", "")).count).isEqualTo(18);
        assertThat(taken.folds(groupKey(Keys.EXECUTION_TOKENS, "success", "")).sum)
                .isEqualTo(180);
        assertThat(taken.folds(groupKey(Keys.EXECUTION_INTERVENTION, "success", "")).count)
                .isEqualTo(18);
    }

    @Test
    void spillsWhatWouldLoseItsRowOrItsWordsWhenTheQueueIsFull() {
        int site = Sites.execution("spilling", "");
        int stage = Sites.stage(null, "", "spilled");
        fillQueue();
        OpenExecution kept = Recorder.enterExecution(site, "kept", null, 0);
        Recorder.exitStage(stage, Recorder.enterStage(stage), null);
        Recorder.exitExecution(kept, null);
        Valve.grantExecutions(0);
        OpenExecution failed = Recorder.enterExecution(site, "failed", null, 0);
        Recorder.exitExecution(failed, new IllegalStateException("x"));
        OpenExecution forSomeone = Recorder.enterExecution(site, "user", null, 0);
        Facade.user("u-1");
        Recorder.exitExecution(forSomeone, null);
        OpenExecution plain = Recorder.enterExecution(site, "plain", null, 0);
        Recorder.exitExecution(plain, null);
        Facade.itemEvent("note", "approved", new String[0]);
        taken.all();

        assertThat(taken.executions.subList(Lane.EXECUTIONS, taken.executions.size()))
                .hasSize(4)
                .contains(kept, failed, forSomeone)
                .doesNotContain(plain)
                .anyMatch(e -> "note".equals(e.item()));
    }

    @Test
    void countsKeptExecutionsThatLoseTheirRow() {
        long before = SelfCounter.ROWLESS_EXECUTIONS.count();
        int stage = Sites.stage(null, "", "rowless");
        fillQueue();
        for (int i = 0; i < Limits.SPILLED + 5; i++) {
            OpenExecution e = Recorder.enterExecution(outerSite, i, null, 0);
            if (i >= Limits.SPILLED - 2) {
                Recorder.exitStage(stage, Recorder.enterStage(stage), null);
            }
            Recorder.exitExecution(e, null);
        }
        assertThat(SelfCounter.ROWLESS_EXECUTIONS.count()).isEqualTo(before + 5);
        assertThat(SpilledExecutions.pending()).isEqualTo(Limits.SPILLED);
        taken.all();
        assertThat(SpilledExecutions.pending()).isZero();
    }

    private void fillQueue() {
        for (int i = 0; i < Lane.EXECUTIONS; i++) {
            Recorder.exitExecution(Recorder.enterExecution(innerSite, i, null, 0), null);
        }
    }

    @Test
    void endsOnceWhenTwoThreadsCloseIt() throws InterruptedException {
        int rounds = 2_000;
        CyclicBarrier together = new CyclicBarrier(2);
        Object[] handle = new Object[1];
        Thread other = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                meet(together);
                Facade.endExecution(handle[0]);
                meet(together);
            }
        });
        other.start();
        for (int i = 0; i < rounds; i++) {
            handle[0] = Facade.beginExecution("closed twice", "item");
            meet(together);
            Facade.endExecution(handle[0]);
            meet(together);
            taken.all();
        }
        other.join();

        assertThat(taken.executions).hasSize(rounds).doesNotHaveDuplicates();
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int groupKey(int metricCode, String status, String errorType) {
        return Keys.intern(metricCode, "actor", "queue full", "queue", "q", "status", status, "error_type", errorType);
    }

    @Test
    void endsOnceAndTakesThoseLeftOpenInsideAlong() {
        OpenExecution outer = Recorder.enterExecution(outerSite, "1", null, 0);
        Recorder.enterExecution(innerSite, "1", null, 0);
        Recorder.exitExecution(outer, null);
        Recorder.exitExecution(outer, null);

        assertThat(Context.current().execution()).isNull();
        assertThat(taken.all().executions).containsExactly(outer);
    }

    @Test
    void carriesTheExecutionIntoWrappedTasks() throws Exception {
        int site = Sites.stage(null, "", "carried");
        OpenExecution e = Recorder.enterExecution(outerSite, "x", null, 0);
        Runnable task = Facade.wrap(() -> Recorder.exitStage(site, Recorder.enterStage(site), null));
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
        assertThat(Facade.wrapCallable(Facade::correlationId).call()).isEqualTo(e.correlation());
        Recorder.exitExecution(e, null);
        taken.all();

        assertThat(taken.slotsOf(Taken.stageKey("outer", "carried", "success")))
                .singleElement()
                .satisfies(s -> assertThat(s.execution()).isEqualTo(e.number()));
        assertThat(e.stagesKept()).isEqualTo(1);
    }

    @Test
    void recordsNothingWhileOffOrOnAnAgentThread() throws InterruptedException {
        int site = Sites.stage("off", "", "off");
        Recorder.stop();
        long start = Recorder.enterStage(site);
        Recorder.exitStage(site, start, null);
        assertThat(start).isZero();
        assertThat(Recorder.enterExecution(outerSite, "x", null, 0)).isNull();
        Recorder.start();
        Thread agent = new Thread(() -> {
            Recorder.neverRecord();
            Recorder.exitStage(site, Recorder.enterStage(site), null);
            Recorder.exitExecution(Recorder.enterExecution(outerSite, "x", null, 0), null);
        });
        agent.start();
        agent.join();
        taken.all();

        assertThat(taken.count(Taken.stageKey("off", "off", "success"))).isZero();
        assertThat(taken.executions).isEmpty();
    }

    @Test
    void readsEveryKindOfEnqueueInstant() {
        long now = System.currentTimeMillis();
        java.time.Instant instant = java.time.Instant.ofEpochMilli(now - 2_000);
        Object[] known = {
            now - 2_000,
            instant,
            java.util.Date.from(instant),
            instant.atOffset(java.time.ZoneOffset.ofHours(3)),
            instant.atZone(java.time.ZoneOffset.UTC)
        };
        for (Object enqueuedAt : known) {
            assertThat(Waits.since(enqueuedAt))
                    .as("%s", enqueuedAt.getClass())
                    .isBetween(2_000_000_000L, 60_000_000_000L);
        }
        long negatives = SelfCounter.NEGATIVE_WAITS.count();
        long unknown = SelfCounter.UNKNOWN_INSTANTS.count();
        assertThat(Waits.since(null)).isEqualTo(OpenExecution.NO_WAIT);
        assertThat(Waits.since(now + 60_000)).isEqualTo(OpenExecution.NO_WAIT);
        assertThat(Waits.since(java.time.Instant.MAX)).isEqualTo(OpenExecution.NO_WAIT);
        assertThat(Waits.since("yesterday")).isEqualTo(OpenExecution.NO_WAIT);
        assertThat(Waits.since(java.time.Instant.MIN)).isEqualTo(Long.MAX_VALUE);
        assertThat(Waits.since(Long.MIN_VALUE)).isNotNegative();
        assertThat(SelfCounter.NEGATIVE_WAITS.count()).isEqualTo(negatives + 2);
        assertThat(SelfCounter.UNKNOWN_INSTANTS.count()).isEqualTo(unknown + 1);
    }
}
