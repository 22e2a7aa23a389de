package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.awaitility.Awaitility;

/** Compares what a {@code Steady} host says it did with what SQL says. Stateless. */
final class Stored {
    private static final String EXECUTIONS =
            "select (select count(*) from nilometer.execution_rows where item_id is not null)"
                    + " + (select coalesce(sum(count), 0) from nilometer.execution_sketches)";
    private static final String SAMPLES = "select (select count(*) from nilometer.sample_rows)"
            + " + (select coalesce(sum(count), 0) from nilometer.sample_sketches)";
    private static final String TWICE =
            "select count(*) - count(distinct (stream_no, id)) from nilometer.execution_rows";
    private static final String UNBALANCED = "select count(*) from nilometer.streams where recorded <> rows + sketched"
            + " + in_flight + (select coalesce(sum(value::bigint), 0) from jsonb_each_text(dropped))";
    private static final String DROPPED = "select sum(value::bigint) from nilometer.streams, jsonb_each_text(dropped)";
    private static final String UNLEDGERED = "select (select sum(rows + sketched) from nilometer.ledger)"
            + " - (select count(*) from nilometer.execution_rows)"
            + " - (select coalesce(sum(count), 0) from nilometer.execution_sketches) - (" + SAMPLES + ")";

    private Stored() {}

    /** Ends the host's work and waits until everything it made is stored, once, and counted so. */
    static void exactly(HostJvm host, ToLongFunction<String> number, Duration atMost) {
        host.tell("");
        long executions = Long.parseLong(host.awaitOut("executions "));
        long samples = Long.parseLong(host.awaitOut("samples "));
        Awaitility.await("everything stored")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(number.applyAsLong(EXECUTIONS)).isEqualTo(executions);
                    assertThat(number.applyAsLong(SAMPLES)).isEqualTo(samples);
                });
        assertThat(number.applyAsLong(DROPPED)).as("dropped").isZero();
        assertConsistent(number);
    }

    static void assertConsistent(ToLongFunction<String> number) {
        assertThat(number.applyAsLong(TWICE)).as("stored twice").isZero();
        assertThat(number.applyAsLong(UNBALANCED)).as("streams out of balance").isZero();
        assertThat(number.applyAsLong(UNLEDGERED)).as("beside the ledger").isZero();
    }
}
