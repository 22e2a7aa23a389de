package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacadeTest {
    private final int actor = Sites.execution("talker", "");
    private Taken taken;

    @BeforeEach
    void begin() {
        taken = Taken.afresh();
    }

    @Test
    void attachesToTheRunningExecution() {
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Facade.confidence(0.91);
        Facade.event("escalation", new String[] {"reason", "safety"});
        Facade.value("basket_eur", 12.5, new String[] {"shop", "de"});
        Facade.cost("sonnet", 0.0042);
        Facade.error("TimeoutError");
        Recorder.exitExecution(e, null);
        taken.all();

        assertThat(taken.slots)
                .hasSize(5)
                .allSatisfy(s -> assertThat(s.execution()).isEqualTo(e.number()));
        assertThat(taken.sum(Keys.intern(Keys.CONFIDENCE_SCORE, "bucket", "high")))
                .isEqualTo(910_000);
        assertThat(taken.sum(Keys.intern(Keys.EVENT, "event", "escalation", "reason", "safety")))
                .isEqualTo(1);
        assertThat(taken.sum(Keys.internValue("basket_eur", "shop", "de"))).isEqualTo(12_500_000);
        assertThat(taken.sum(Keys.intern(Keys.COST_USD, "actor", "talker", "model", "sonnet")))
                .isEqualTo(4_200_000);
        assertThat(taken.count(Taken.errorKey("talker", "", "TimeoutError"))).isEqualTo(1);
        assertThat(e.failed()).isTrue();
        assertThat(e.errorType()).isEqualTo("TimeoutError");
    }

    @Test
    void storesSamplesOfTheirOwnOutsideAnyExecution() {
        long ignored = SelfCounter.IGNORED_CALLS.count();
        Facade.confidence(0.7);
        Facade.confidence(0.1);
        Facade.queueDepth("outbox", 12);
        Facade.processingTime("a", "b", 5_000);
        Facade.user("nobody's");
        Facade.humanIntervention();
        Facade.put("k", "v");
        taken.all();

        assertThat(taken.slots)
                .hasSize(4)
                .allSatisfy(s -> assertThat(s.execution()).isZero());
        assertThat(taken.sum(Keys.intern(Keys.CONFIDENCE_SCORE, "bucket", "medium")))
                .isEqualTo(700_000);
        assertThat(taken.sum(Keys.intern(Keys.CONFIDENCE_SCORE, "bucket", "low")))
                .isEqualTo(100_000);
        assertThat(taken.sum(Keys.intern(Keys.QUEUE_DEPTH, "queue", "outbox"))).isEqualTo(12);
        assertThat(taken.sum(Taken.stageKey("a", "b", "success"))).isEqualTo(5_000);
        assertThat(Facade.correlationId()).isNull();
        assertThat(SelfCounter.IGNORED_CALLS.count()).isEqualTo(ignored + 3);
    }

    @Test
    void keepsTheSampleButNotTheRowAfterTheEnd() throws Exception {
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Runnable late = Facade.wrap(() -> Facade.tokens("m", "late", "input", 5));
        Recorder.exitExecution(e, null);
        late.run();
        taken.all();

        int key = Keys.intern(Keys.TOKEN_USAGE, "model", "m", "operation", "late", "token_type", "input");
        assertThat(taken.slotsOf(key))
                .singleElement()
                .satisfies(s -> assertThat(s.execution()).isEqualTo(e.number()));
        assertThat(e.tokens()).isZero();
    }

    @Test
    void refusesAndCountsSenselessValues() {
        long before = SelfCounter.INVALID_SAMPLES.count();
        Facade.tokens("m", "o", "t", -1);
        Facade.tokens(null, "o", "t", 1);
        Facade.cost("m", Double.NaN);
        Facade.cost("m", -0.1);
        Facade.confidence(1.01);
        Facade.value("v", Double.POSITIVE_INFINITY, null);
        Facade.value("v", 1e300, null);
        Facade.queueDepth("q", -1);
        Facade.processingTime("a", "s", -1);
        Facade.event(null, null);
        Facade.error(null);

        assertThat(taken.all().slots).isEmpty();
        assertThat(SelfCounter.INVALID_SAMPLES.count()).isEqualTo(before + 11);
    }

    @Test
    void survivesNullAnywhere() {
        Facade.endStage(null, null);
        Facade.endStage("not a handle", null);
        Facade.endExecution(null);
        Facade.executionFailed(null, null);
        Facade.executionAttempt("not a handle", 1);
        Facade.executionEnqueuedAt(null, 0);
        Facade.correlation(null);
        Facade.put(null, null);
        Facade.itemEvent(null, "e", null);
        assertThat(Facade.beginStage(null)).isNull();
        assertThat(Facade.beginExecution(null, null)).isNull();
        assertThat(Facade.wrap(null)).isNull();
        Facade.event("odd", new String[] {"a", null, null, "b", "event", "other", "last"});

        assertThat(taken.all().count(Keys.intern(Keys.EVENT, "event", "odd"))).isEqualTo(1);
    }

    @Test
    void estimatesTheCostOfTokensThatHaveAPrice() {
        Facade.setPrice("priced", 3, 0.15);
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        Facade.tokens("priced", "o", "input", 1_000);
        Facade.tokens("priced", "o", "output", 10);
        Facade.tokens("priced", "o", "cached", 500);
        Facade.tokens("unpriced", "o", "input", 500);
        Recorder.exitExecution(e, null);

        int cost = Keys.intern(Keys.COST_USD, "actor", "talker", "model", "priced");
        assertThat(taken.all().sum(cost)).isEqualTo(3_000_000 + 1_500);
        assertThat(e.costNanoUsd()).isEqualTo(3_001_500);
        assertThat(e.tokens()).isEqualTo(2_010);
    }

    @Test
    void boundsLabels() {
        String[] many = new String[100];
        Arrays.setAll(many, i -> "l" + i + "x".repeat(500));

        assertThat(Labels.of(many)).hasSize(32).allSatisfy(l -> assertThat(l).hasSize(200));
    }

    @Test
    void measuresStagesAndExecutionsWhereNoMethodCanBeAnnotated() {
        Object execution = Facade.beginExecution("manual", "item-7");
        Facade.executionAttempt(execution, 2);
        Facade.executionEnqueuedAt(execution, System.currentTimeMillis() - 1_000);
        Facade.correlation("given");
        Object stage = Facade.beginStage("render");
        Facade.endStage(stage, null);
        Facade.endStage(stage, null);
        Facade.executionFailed(execution, new IllegalStateException("bad"));
        Facade.endExecution(execution);
        Facade.endExecution(execution);

        OpenExecution seen = taken.all().execution();
        assertThat(seen.item()).isEqualTo("item-7");
        assertThat(seen.attempt()).isEqualTo(2);
        assertThat(seen.waitNanos()).isBetween(900_000_000L, 60_000_000_000L);
        assertThat(seen.correlation()).isEqualTo("given");
        assertThat(seen.errorType()).isEqualTo("IllegalStateException");
        assertThat(taken.count(Taken.stageKey("manual", "render", "success"))).isEqualTo(1);
        assertThat(taken.count(Taken.errorKey("manual", "", "IllegalStateException")))
                .isEqualTo(1);
    }

    @Test
    void carriesWhatIsSaidAboutAnItemInANote() {
        Facade.itemEvent("item-7", "approved", null);
        Facade.itemPut("item-8", "k", "v");
        taken.all();

        assertThat(taken.executions)
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.actor()).isEmpty());
        assertThat(taken.executions.get(0).item()).isEqualTo("item-7");
        assertThat(taken.executions.get(1).metadata()).containsExactly("k", "v");
        assertThat(taken.slotsOf(Keys.intern(Keys.EVENT, "event", "approved")))
                .singleElement()
                .satisfies(s -> assertThat(s.execution())
                        .isEqualTo(taken.executions.get(0).number()));
    }

    @Test
    void boundsMetadata() {
        OpenExecution e = Recorder.enterExecution(actor, "x", null, 0);
        for (int i = 0; i < 100; i++) {
            Facade.put("key" + i, "v".repeat(200));
        }
        Facade.put("key0", "replaced");
        Recorder.exitExecution(e, null);

        assertThat(String.join("", e.metadata())).hasSizeLessThanOrEqualTo(8_192);
        assertThat(e.metadata()).startsWith("key0", "replaced");
    }
}
