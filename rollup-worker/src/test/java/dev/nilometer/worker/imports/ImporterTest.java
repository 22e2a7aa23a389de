package dev.nilometer.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.Racers;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.schema.SchemaName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class ImporterTest {
    private static final int CHUNK_BYTES = 1 << 12;
    private static final String HEADER =
            "recorded_at,metric_type,metric_value,labels,item_id,correlation_id,service,environment\n";

    @TempDir
    Path dir;

    @Test
    void storesEachLineOnceHoweverOftenItIsInterrupted(TestDatabase test) throws Exception {
        Path file = write("many.csv", 2_000);
        byte[] side = null;
        try (Database database = open(test)) {
            for (int stopAt = 1; stopAt < 45; stopAt += 7) {
                int last = stopAt;
                int[] chunks = {0};
                assertThatThrownBy(() -> importer(database).run(file, (done, expected) -> {
                            if (++chunks[0] == last) {
                                throw new IllegalStateException("pulled the plug");
                            }
                        }))
                        .hasMessage("pulled the plug");
            }
            ImportResult rest = importer(database).run(file, (done, expected) -> {});
            assertThat(rest.lines()).isEqualTo(1_980);
            assertThat(rest.stored()).isPositive().isLessThan(1_980);
            assertThat(rest.bad()).isEqualTo(20);
            side = Files.readAllBytes(rest.sideFile());
            ImportResult again = importer(database).run(file, (done, expected) -> {});
            assertThat(again.stored()).isZero();
            assertThat(Files.readAllBytes(again.sideFile())).isEqualTo(side);
        }
        assertThat(test.value("SELECT count(*) || ' ' || count(DISTINCT metric_value) FROM operational_metrics"))
                .isEqualTo("1980 1980");
        assertThat(test.value("SELECT sum(rows) FROM ledger"))
                .isEqualTo(test.value(
                        "SELECT (SELECT count(*) FROM sample_rows) + (SELECT count(*) FROM execution_rows)"));
        assertThat(test.value("SELECT string_agg(concat_ws(' ', kind, recorded - rows, dropped), ', ' ORDER BY kind)"
                        + " FROM streams"))
                .isEqualTo("execution 0 {}, sample 20 {\"invalid\": 20}");
        assertThat(new String(side, StandardCharsets.UTF_8))
                .startsWith("line,reason,content\n2,\"metric_value is no number: 'x'\",");
    }

    @Test
    void shareAFileWithoutStoringALineTwice(TestDatabase test) throws Exception {
        Path file = write("shared.csv", 3_000);
        try (Database database = open(test)) {
            Racers.race(4, racer -> {
                Path own = dir.resolve("copy" + racer + ".csv");
                Files.copy(file, own);
                return importer(database).run(own, (done, expected) -> {});
            });
        }
        assertThat(test.value("SELECT count(*) || ' ' || count(DISTINCT metric_value) FROM operational_metrics"))
                .isEqualTo("2970 2970");
        assertThat(test.value("SELECT count(*) FROM stream_registry")).isEqualTo("1");
    }

    @Test
    void givesRowsOfSealedHoursToTheLateTables(TestDatabase test) throws Exception {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(50, ChronoUnit.DAYS);
        test.execute("INSERT INTO bucket_state (hour, counted, sealed_at) VALUES ('" + hour + "', 5, now())");
        Path file = dir.resolve("late.csv");
        Files.writeString(
                file, HEADER + hour.plusSeconds(5) + ",event,1,,,,s,e\n" + hour.minusSeconds(5) + ",event,1,,,,s,e\n");
        try (Database database = open(test)) {
            importer(database).run(file, (done, expected) -> {});
        }
        assertThat(test.value("SELECT (SELECT count(*) FROM late_sample_rows) || ' ' || count(*) FROM sample_rows"))
                .isEqualTo("1 1");
        assertThat(test.value("SELECT sum(rows) FROM ledger")).isEqualTo("1");
    }

    @Test
    @Tag("storm")
    void importsAMillionLines(TestDatabase test) throws Exception {
        Path file = write("million.csv", 1_000_000);
        try (Database database = open(test)) {
            long begin = System.nanoTime();
            ImportResult result = new Importer(database, "host").run(file, (done, expected) -> {});
            System.out.printf("imported %,d lines in %.1f s%n", result.stored(), (System.nanoTime() - begin) / 1e9);
            assertThat(result.stored()).isEqualTo(990_000);
        }
    }

    private static Importer importer(Database database) {
        return new Importer(database, "host", CHUNK_BYTES);
    }

    private static Database open(TestDatabase test) {
        return new Database(new Address(test.url(), "postgres", null, null), SchemaName.DEFAULT, 5);
    }

    /** One line of a hundred is bad, every third names an item. */
    private Path write(String name, int lines) throws Exception {
        Random random = new Random(1);
        Instant begin = Instant.now().minus(40, ChronoUnit.DAYS);
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < lines; i++) {
            text.append(begin.plusMillis(100L * i))
                    .append(",processing_time_ms,")
                    .append(i % 100 == 0 ? "x" : i + ".5")
                    .append(",\"{\"\"actor\"\": \"\"a")
                    .append(random.nextInt(5))
                    .append("\"\", \"\"stage\"\": \"\"s\"\"}\",")
                    .append(i % 3 == 0 ? "item-" + i : "")
                    .append(",,shop")
                    .append(random.nextInt(3))
                    .append(",test\n");
        }
        Path file = dir.resolve(name);
        Files.writeString(file, text);
        return file;
    }
}
