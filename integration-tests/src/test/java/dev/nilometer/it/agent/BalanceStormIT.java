package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.FlatOut;
import dev.nilometer.it.host.Stories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing uncounted under a storm: a hundred million calls, to the call, for each series; and ten thousand whole stories. */
@Tag("storm")
class BalanceStormIT {
    private static final int CALLS_A_THREAD = 25_000_000;
    private static final long CALLS = (long) CALLS_A_THREAD * FlatOut.THREADS;
    private static final double[] PERCENTILES = {0.5, 0.9, 0.95, 0.99};
    private static final int STORIES = 10_000;
    private static final int STAGES = 5;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @ParameterizedTest
    @ValueSource(strings = {"0", "100", "unlimited"})
    void aHundredMillionCallsAreAllAccountedFor(String rowsPerSecond) {
        database.worker("settings", "raw_max_bytes=0");
        try (HostJvm host = HostJvm.running(FlatOut.class)
                .agent(agentOptions() + ";rows.per-second=" + rowsPerSecond)
                .argument(CALLS_A_THREAD)
                .start()) {
            Awaitility.await("the calls")
                    .atMost(Duration.ofMinutes(10))
                    .until(() -> host.stdout().contains("calls " + CALLS));
            awaitRecorded("sample", CALLS);
            host.tell("done");
            assertThat(host.awaitExit()).isZero();
        }
        assertThat(total("sample", "rows") + total("sample", "sketched")).isEqualTo(CALLS);
        assertThat(total("sample", "rows")).isEqualTo(database.number("select count(*) from nilometer.sample_rows"));
        for (int stage = 0; stage < 3; stage++) {
            String name = List.of("one", "two", "three").get(stage);
            assertThat(countOfSeries("labels ->> 'stage' = '" + name + "'"))
                    .as("calls of stage " + name)
                    .isEqualTo(callsOfStage(stage));
        }
        assertThat(countOfSeries("metric_type = 'load'")).isEqualTo(CALLS / FlatOut.VALUE_EVERY);
        assertPercentilesWithinOnePercent();
    }

    private static long callsOfStage(int stage) {
        long calls = 0;
        for (int i = 0; i < CALLS_A_THREAD; i++) {
            calls += i % FlatOut.VALUE_EVERY != 0 && i % 3 == stage ? 1 : 0;
        }
        return calls * FlatOut.THREADS;
    }

    private long countOfSeries(String which) {
        String series = " join nilometer.series s on s.id = series_id where s." + which;
        return database.number("select (select count(*) from nilometer.sample_rows" + series
                + ") + (select coalesce(sum(count), 0) from nilometer.sample_sketches" + series + ")");
    }

    /** The database's percentiles of the values that the host reported, beside what sorting all of them gives. */
    private void assertPercentilesWithinOnePercent() {
        database.worker("rollup");
        double[] values = new double[(int) (CALLS / FlatOut.VALUE_EVERY)];
        int at = 0;
        for (int thread = 0; thread < FlatOut.THREADS; thread++) {
            for (int i = 0; i < CALLS_A_THREAD; i += FlatOut.VALUE_EVERY) {
                values[at++] = FlatOut.value(thread, i);
            }
        }
        Arrays.sort(values);
        List<String> told = database.rows("select sum(count), min(min_value), max(max_value), max(p50_value),"
                        + " max(p90_value), max(p95_value), max(p99_value) from nilometer.metrics_aggregates"
                        + " where metric_name = 'load' and granularity = 'week' and dimension_type = 'all'")
                .get(0);
        assertThat(Long.parseLong(told.get(0))).isEqualTo(values.length);
        assertThat(Double.parseDouble(told.get(1))).isEqualTo(values[0]);
        assertThat(Double.parseDouble(told.get(2))).isEqualTo(values[values.length - 1]);
        for (int i = 0; i < PERCENTILES.length; i++) {
            double rank = PERCENTILES[i] * (values.length - 1);
            assertThat(Double.parseDouble(told.get(3 + i)))
                    .as("p" + PERCENTILES[i])
                    .isBetween(values[(int) Math.floor(rank)] * 0.99, values[(int) Math.ceil(rank)] * 1.01);
        }
    }

    @Test
    void everyKeptExecutionTellsAllItsStages() {
        database.worker("settings", "raw_max_bytes=0"); // else the database's share of rows wins
        try (HostJvm host = HostJvm.running(Stories.class)
                .agent(agentOptions() + ";rows.per-second=unlimited")
                .argument(STORIES)
                .argument(STAGES)
                .start()) {
            host.awaitOut("items ");
            awaitRecorded("execution", STORIES);
            awaitRecorded("sample", (long) STORIES * STAGES);
            host.tell("done");
            assertThat(host.awaitExit()).isZero();
        }
        assertThat(database.number("select count(*) from nilometer.execution_rows"))
                .as("kept executions")
                .isEqualTo(STORIES);
        assertThat(database.rows("select count(*), sum(told.stages), min(told.stages), max(told.stages)"
                        + " from nilometer.execution_rows e cross join lateral (select count(*) as stages"
                        + " from nilometer.item(e.item_id) where kind = 'stage' and stage = 'step') told"))
                .containsExactly(List.of(
                        Integer.toString(STORIES),
                        Integer.toString(STORIES * STAGES),
                        Integer.toString(STAGES),
                        Integer.toString(STAGES)));
    }

    private String agentOptions() {
        return database.agentOptions() + ";service=storm;send=200ms;spool.dir=" + spool;
    }

    private void awaitRecorded(String kind, long recorded) {
        Awaitility.await("all of kind " + kind)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> total(kind, "recorded") == recorded && total(kind, "in_flight") == 0);
    }

    private long total(String kind, String column) {
        return database.number("select " + column + " from nilometer.streams where kind = '" + kind + "'");
    }
}
