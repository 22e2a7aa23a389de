package dev.nilometer.it.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass over the 650 e-mails, then what SQL says of it against a count that knows nothing of the pipeline. */
class SampleIT {
    private static final Duration PASS = Duration.ofMinutes(2);

    /** Hours of actors whose exact numbers are not those of percentile_cont, count and sum over the rows. */
    private static final String HOURS_THAT_DIFFER = """
            select * from (
              select date_trunc('hour', recorded_at, 'UTC') as hour, actor, count(*) as count,
                percentile_cont(array[0.5, 0.9, 0.95, 0.99]) within group (order by latency_ms) as percentiles,
                min(latency_ms) as least, max(latency_ms) as most
              from nilometer.executions where actor <> '' group by 1, 2) rows
            full join (
              select bucket_time as hour, dimension_value as actor, count,
                array[p50_value, p90_value, p95_value, p99_value] as percentiles, min_value as least, max_value as most
              from nilometer.metrics_aggregates where granularity = 'hour' and metric_name = 'execution_time_ms'
                and dimension_type = 'actor' and exact) hours
            using (hour, actor)
            where (rows.count, rows.percentiles, rows.least, rows.most)
              is distinct from (hours.count, hours.percentiles, hours.least, hours.most)""";

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatSqlSaysOfTheSampleEqualsACountOfTheCorpus(int version) {
        database.worker("settings", "raw_max_bytes=0");
        HostJvm sample = HostJvm.runningJar(BuiltJars.sample())
                .java(Jdks.require(version))
                .agent(database.agentOptions()
                        + ";service=sample;rows.per-second=unlimited;send=200ms;http.port=0;spool.dir=" + spool)
                .argument("--rate")
                .argument(150)
                .run();
        assertThat(sample.awaitExit(PASS)).isZero();
        database.worker("rollup");

        assertThat(database.number("select sum(recorded - rows) from nilometer.streams"))
                .as("records without a row")
                .isZero();
        assertThat(database.rows("select labels ->> 'error_type', sum(metric_value)::int from"
                        + " nilometer.operational_metrics where metric_type = 'error_count' group by 1 order by 1"))
                .isEqualTo(corpusErrors());
        assertThat(database.rows("select count(*), count(*) filter (where status = 'failed') from nilometer.executions"
                        + " where actor = 'process_email'"))
                .containsExactly(List.of("650", "42"));
        assertThat(database.rows("select labels ->> 'bucket' from nilometer.operational_metrics"
                        + " where metric_type = 'confidence_score' group by 1 order by 1"))
                .containsExactly(List.of("high"), List.of("low"), List.of("medium"));
        assertThat(database.rows(HOURS_THAT_DIFFER)).isEmpty();
    }

    /** Lines of {@code Type n}, in the order of the types. */
    private static List<List<String>> corpusErrors() {
        HostJvm count = HostJvm.bare()
                .option("-cp")
                .option(BuiltJars.sample().toString())
                .option("dev.nilometer.sample.CorpusCount")
                .run();
        assertThat(count.awaitExit()).isZero();
        return count.stdout().stream()
                .map(line -> List.of(line.split(" ")))
                .sorted((one, other) -> one.get(0).compareTo(other.get(0)))
                .toList();
    }
}
