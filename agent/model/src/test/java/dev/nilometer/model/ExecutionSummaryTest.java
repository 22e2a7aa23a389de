package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExecutionSummaryTest {
    @Test
    void keepsTokensAndCostOfEachExecution() {
        ExecutionSummary summary = new ExecutionSummary();
        summary.latency().add(1_000);
        summary.use(10, 500, 1);
        summary.latency().add(2_000);
        summary.use(30, 100, 0);
        assertThat(summary.tokens().toString()).isEqualTo("Summary[2 values, sum 40, 10..30]");
        assertThat(summary.cost().toString()).isEqualTo("Summary[2 values, sum 600, 100..500]");
        assertThat(summary.interventions()).isEqualTo(1);
    }

    @Test
    void comesBackFromItsPartsAndMerges() {
        ExecutionSummary summary = new ExecutionSummary();
        summary.latency().add(1_000);
        summary.waits().add(7);
        summary.use(10, 500, 0);
        summary.intervene(2);
        summary.users().add("u-17");
        ExecutionSummary twice = ExecutionSummary.of(
                summary.latency(),
                summary.waits(),
                summary.tokens(),
                summary.cost(),
                summary.interventions(),
                summary.users());
        twice.merge(summary);
        assertThat(twice.count()).isEqualTo(2);
        assertThat(twice.waits().sum()).isEqualTo(14);
        assertThat(twice.tokens().sum()).isEqualTo(20);
        assertThat(twice.cost().sum()).isEqualTo(1_000);
        assertThat(twice.interventions()).isEqualTo(4);
        assertThat(twice.users().estimate()).isEqualTo(1);
        assertThat(summary.count()).isEqualTo(1);
    }
}
