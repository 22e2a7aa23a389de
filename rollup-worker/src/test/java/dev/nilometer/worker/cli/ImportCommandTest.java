package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.schema.SchemaName;
import dev.nilometer.worker.status.BalanceCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(PostgresExtension.class)
class ImportCommandTest {
    private static final String HEADER =
            "recorded_at,metric_type,metric_value,labels,item_id,correlation_id,service,environment\n";

    @TempDir
    Path dir;

    @Test
    void importsSamplesOnceUnderAnyName(TestDatabase database) throws IOException {
        String content = HEADER
                + "2026-01-05T10:00:00Z,processing_time_ms,12.5,\"{\"\"stage\"\": \"\"parse\"\"}\",42,c1,shop,prod\n"
                + "2026-01-05 12:00:00.25+02,cost_usd,0.000000001,{},,,shop,\n"
                + "2026-01-05T10:00:00.5Z,basket_eur,99.9,,,,desk,prod\n";
        Shell shell = Shell.on(database);
        Answer first = shell.run("import", file("a.csv", content).toString());
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.lastLine()).endsWith("a.csv: 3 lines stored");
        assertThat(
                        database.column(
                                "SELECT concat_ws('|', recorded_at AT TIME ZONE 'UTC', metric_type, metric_value,"
                                        + " labels, item_id, correlation_id, service, environment) FROM operational_metrics ORDER BY 1"))
                .containsExactly(
                        "2026-01-05 10:00:00.25|cost_usd|1e-09|{}|shop|default",
                        "2026-01-05 10:00:00.5|basket_eur|99.9|{}|desk|prod",
                        "2026-01-05 10:00:00|processing_time_ms|12.5|{\"stage\": \"parse\"}|42|c1|shop|prod");
        assertThat(database.value("SELECT stage FROM item('42') WHERE kind = 'stage'"))
                .isEqualTo("parse");

        Path packed = dir.resolve("b.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        Answer second = shell.run("import", packed.toString());
        assertThat(second.exit()).isZero();
        assertThat(second.lastLine()).endsWith("b.csv.gz: nothing new, its 3 lines were stored before");
        assertThat(database.value("SELECT count(*) FROM sample_rows")).isEqualTo("3");
        assertThat(shell.run("rollup").lastLine()).contains("rolled up 1 hour", "4 records");
        assertThat(database.value("SELECT sum(count) FROM metrics_aggregates WHERE granularity = 'hour'"
                        + " AND metric_name = 'basket_eur' AND dimension_type = 'all'"))
                .isEqualTo("1");
    }

    @Test
    void theNightlyCheckFindsImportedRecordsInTheServicesOfTheFile(TestDatabase database) throws Exception {
        String content = HEADER
                + "2026-01-05T10:00:00Z,processing_time_ms,12.5,\"{\"\"stage\"\": \"\"parse\"\"}\",42,c1,shop,prod\n"
                + "2026-01-05T10:00:00.5Z,basket_eur,99.9,,,,desk,prod\n";
        Shell shell = Shell.on(database);
        assertThat(shell.run("import", file("a.csv", content).toString()).exit())
                .isZero();
        assertThat(shell.run("rollup").exit()).isZero();
        try (Database opened =
                new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, 2)) {
            assertThat(BalanceCheck.run(opened).differences()).isEmpty();
            database.execute("DELETE FROM aggregates a USING aggregate_groups g WHERE g.id = a.group_id"
                    + " AND g.service = 'desk' AND g.dimension_type = 'all'");
            BalanceCheck check = BalanceCheck.run(opened);
            assertThat(check.records()).isEqualTo(1);
            assertThat(check.differences())
                    .contains("service import in default delivered 3 records, and history holds 0");
        }
    }

    @Test
    void importsWhatTheViewOfExecutionsExports(TestDatabase database) throws IOException {
        String content = "recorded_at,actor,queue,status,latency_ms,wait_ms,error_type,error_message,tokens,cost_usd,"
                + "user_id,human_intervention,attempt,item_id,correlation_id,execution_id,parent_id,metadata,service,"
                + "environment,instance\n"
                + "2026-01-05 10:00:00+00,parse,inbox,success,7.25,,,,3,0.5,u1,t,2,42,c1,900,,"
                + "\"{\"\"k\"\": {\"\"deep\"\": [1]}}\",shop,prod,h:1\n"
                + "2026-01-05 10:00:01+00,send,,failed,1,2,TimeoutError,\"it said \"\"no\"\"\",,,,f,,42,c1,901,900,,"
                + "shop,prod,h:1\n";
        Answer answer = Shell.on(database).run("import", file("e.csv", content).toString());
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(database.column("SELECT concat_ws('|', actor, queue, status, latency_ms, wait_ms, error_type,"
                        + " error_message, tokens, cost_usd, user_id, human_intervention, attempt, item_id,"
                        + " correlation_id, execution_id, parent_id, metadata, service, environment, instance)"
                        + " FROM executions ORDER BY recorded_at"))
                .containsExactly(
                        "parse|inbox|success|7.25|3|0.500000000|u1|t|2|42|c1|900|{\"k\": \"{\\\"deep\\\":[1]}\"}|shop|prod"
                                + "|e.csv",
                        "send|failed|1|2|TimeoutError|it said \"no\"|0|0.000000000|f|1|42|c1|901|900|shop|prod|e.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "yesterday,event,1,,,,s,e > recorded_at is no instant with its offset",
                "2026-01-05T10:00:00,event,1,,,,s,e > recorded_at is no instant with its offset",
                "1969-12-31T23:59:59Z,event,1,,,,s,e > recorded_at lies before 1970",
                "9999-01-01T00:00:00Z,event,1,,,,s,e > recorded_at lies in the future",
                "2026-01-05T10:00:00Z,event,-1,,,,s,e > metric_value is negative",
                "2026-01-05T10:00:00Z,event,NaN,,,,s,e > metric_value is no number",
                "2026-01-05T10:00:00Z,event,1e400000000,,,,s,e > metric_value is no number",
                "2026-01-05T10:00:00Z,x,9e18,,,,s,e > metric_value is too large",
                "2026-01-05T10:00:00Z,event,,,,,s,e > metric_value is empty",
                "2026-01-05T10:00:00Z,queue_depth,7.5,,,,s,e > metric_value is no whole number",
                "2026-01-05T10:00:00Z,event,1,[],,,s,e > labels is no JSON object",
                "2026-01-05T10:00:00Z,event,1,,,,,e > service is empty",
                "2026-01-05T10:00:00Z,execution_time_ms,1,,,,s,e > execution_time_ms comes from executions alone",
                "2026-01-05T10:00:00Z,event,1 > 3 fields instead of 8"
            })
    void setsABadLineAside(String line, String reason, TestDatabase database) throws IOException {
        String good = "2026-01-05T10:00:00Z,event,1,,,,s,e\n";
        Path file = file("bad.csv", HEADER + good + line + "\n" + good);
        Answer answer = Shell.on(database).run("import", file.toString());
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out()).contains("bad.csv: 2 lines stored, 1 bad line: see", "bad.csv.bad.csv");
        assertThat(answer.err())
                .contains("1 line of ", "bad.csv.bad.csv has number and reason")
                .hasLineCount(1);
        assertThat(Files.readAllLines(dir.resolve("bad.csv.bad.csv")))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("3,\"" + reason)
                .endsWith(",\"" + line + "\"");
        assertThat(database.value("SELECT count(*) FROM sample_rows")).isEqualTo("2");
    }

    @Test
    void keepsPoisonousTextBesideGoodLines(TestDatabase database) throws IOException {
        String content = HEADER
                + "2026-01-05T10:00:00Z,event,1,\"{\"\"a\"\": \"\"x\\u0000\\ud800\"\"}\",i\0,,s,e\n"
                + "2026-01-05T10:00:00Z,event,1,\"{\"\"a\"\": \"\"" + "y".repeat(10_000) + "\"\"}\",,,s,e\n"
                + "2026-01-05T10:00:00Z,event,1,,,,s,e\n";
        Answer answer = Shell.on(database).run("import", file("p.csv", content).toString());
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(database.column("SELECT concat_ws(' ', item_id, left(labels ->> 'a', 5), length(labels ->> 'a'))"
                        + " FROM operational_metrics ORDER BY 1"))
                .containsExactlyInAnyOrder("i\uFFFD x\uFFFD\uFFFD 3", "yyyyy 200", "");
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is no header",
        "'a,b', no column is called 'a'",
        "'recorded_at,metric_type', metric_value is missing"
    })
    void saysWhatIsWrongWithAHeader(String header, String sentence, TestDatabase database) throws IOException {
        Answer answer =
                Shell.on(database).run("import", file("h.csv", header + "\n").toString());
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains(sentence).hasLineCount(1);
    }

    @Test
    void saysThatThereIsNoSuchFile(TestDatabase database) {
        Answer answer = Shell.on(database).run("import", dir.resolve("none.csv").toString());
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("there is no file").hasLineCount(1);
        assertThat(Shell.on(database).run("import").exit()).isEqualTo(2);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }
}
