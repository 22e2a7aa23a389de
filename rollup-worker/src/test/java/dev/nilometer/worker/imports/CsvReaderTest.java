package dev.nilometer.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "a,b > a|b",
                "a,, > a||",
                "\"a\",\"b,c\" > a|b,c",
                "\"say \"\"hi\"\"\",x > say \"hi\"|x",
                "5\" pipe,x > 5\" pipe|x",
                "\"\",x > |x",
                "\"\"\"\" > \"",
                "ü,€ > ü|€"
            })
    void splitsARecord(String line, String fields) throws IOException {
        assertThat(String.join("|", read(line).get(0).fields())).isEqualTo(fields);
    }

    @Test
    void knowsWhereEachRecordBegins() throws IOException {
        List<CsvRecord> records = read("\uFEFFh\r\n\"two\nlines\",1\n\nlast");
        assertThat(records).extracting(CsvRecord::line).containsExactly(1L, 2L, 5L);
        assertThat(records).extracting(CsvRecord::offset).containsExactly(3L, 6L, 21L);
        assertThat(records.get(1).fields()).containsExactly("two\nlines", "1");
        assertThat(records.get(0).fields()).containsExactly("h");
    }

    @Test
    void givesUpOneLineForAnOpenQuote() throws IOException {
        List<CsvRecord> records = read("a,b\n\"open,1\nc,d\ne,f");
        assertThat(records).extracting(CsvRecord::fault).containsExactly(null, "a quote is not closed", null, null);
        assertThat(records).extracting(CsvRecord::line).containsExactly(1L, 2L, 3L, 4L);
        assertThat(records.get(1).text()).isEqualTo("\"open,1");
    }

    @Test
    void givesUpALineOfMegabytes() throws IOException {
        List<CsvRecord> records = read("a\n" + "x".repeat(3 << 20) + "\nb\n\"" + "y".repeat(3 << 20) + "\nc");
        assertThat(records)
                .extracting(CsvRecord::fault)
                .containsExactly(null, "the line is longer than 1 MiB", null, "the line is longer than 1 MiB", null);
        assertThat(records).extracting(CsvRecord::line).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void readsBackWhatWasWrittenWhateverTheReadsBring() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<List<String>> written = new ArrayList<>();
            for (int row = 0; row < 20; row++) {
                List<String> fields = new ArrayList<>(List.of("r" + row));
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.add(random.ints(random.nextInt(9), 0, 6)
                            .mapToObj(c ->
                                    List.of("a", "\"", ",", "\n", "é", "\r\n").get(c))
                            .collect(Collectors.joining()));
                }
                written.add(fields);
            }
            String text = written.stream()
                    .map(fields -> fields.stream()
                            .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n"));
            List<List<String>> read = new ArrayList<>();
            CsvReader reader = new CsvReader(trickling(text, random));
            for (CsvRecord record = reader.next(); record != null; record = reader.next()) {
                read.add(record.fields());
            }
            assertThat(read).isEqualTo(written);
        }
    }

    private static InputStream trickling(String text, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                return super.read(into, at, 1 + random.nextInt(Math.min(length, 13)));
            }
        };
    }

    private static List<CsvRecord> read(String text) throws IOException {
        List<CsvRecord> records = new ArrayList<>();
        CsvReader reader = new CsvReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        for (CsvRecord record = reader.next(); record != null; record = reader.next()) {
            records.add(record);
        }
        return records;
    }
}
