package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on disk with indexes: what a month of rows will take is decided here. */
@ExtendWith(PostgresExtension.class)
class FootprintTest {
    @ParameterizedTest
    @CsvSource({"NULL, 53", "n, 61"})
    void takesFewBytesForASample(String executionId, int bytes, TestDatabase database) {
        fill("sample_rows", "SELECT day + n * interval '1 ms', n, %s, 1, 1".formatted(executionId), database);
        assertThat(bytesPerRow("sample_rows", database)).isLessThanOrEqualTo(bytes);
    }

    /** Correlation ids have 32 characters. UUIDs at random fill a B-tree worst: 36 characters in no order; a hash of them not. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"concat('order-', n)|210", "lpad(n::text, 36, '0')|235", "gen_random_uuid()::text|235"})
    void takesFewBytesForAnExecution(String item, int bytes, TestDatabase database) {
        String row = "SELECT day + n * interval '1 ms', n, n, 0, 0, n, NULL, 1, 1, 1, 3, false, %s, md5(n::text)";
        fill("execution_rows", row.formatted(item), database);
        assertThat(bytesPerRow("execution_rows", database)).isLessThanOrEqualTo(bytes);
    }

    private static void fill(String table, String row, TestDatabase database) {
        database.execute("SELECT v1_partitions()");
        database.execute("INSERT INTO " + table + " " + row + " FROM generate_series(1, 300000) n,"
                + " date_trunc('day', now(), 'UTC') day");
    }

    private static int bytesPerRow(String table, TestDatabase database) {
        String bytes = database.value("SELECT ceil(max(pg_total_relation_size(inhrelid)) / 300000.0) FROM pg_inherits"
                + " WHERE inhparent = '" + table + "'::regclass");
        return Integer.parseInt(bytes);
    }
}
