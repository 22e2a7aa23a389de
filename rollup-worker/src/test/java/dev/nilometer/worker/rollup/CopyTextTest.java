package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.math.BigInteger;
import java.sql.Connection;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class CopyTextTest {
    @Test
    void bringsEveryValueAcross(TestDatabase database) throws Exception {
        String text = "tab\t line\n return\r back\\slash \\N \\. \b\f ü 𝄞 'quotes\"";
        byte[] bytes = {0, 1, -1, 92, 10, 127};
        database.execute(
                "CREATE TABLE copied (a text, b bytea, c float8, d timestamptz, e boolean, f text, g numeric)");
        CopyText rows = new CopyText();
        rows.add(text).add(bytes).add(0.1 + 0.2).add(Instant.parse("2026-03-29T01:30:00.123456Z"));
        rows.add(true)
                .add(null)
                .add(new BigInteger("123456789012345678901234567890"))
                .endRow();
        rows.add("")
                .add(new byte[0])
                .add(Double.MIN_VALUE)
                .add(Instant.EPOCH)
                .add(false)
                .add("\\N")
                .add(-1)
                .endRow();
        try (Connection connection = database.connect()) {
            rows.copyInto(connection, "nilometer.copied");
        }
        assertThat(database.column("SELECT a FROM copied ORDER BY a DESC")).containsExactly(text, "");
        assertThat(database.column("SELECT b FROM copied ORDER BY a DESC")).containsExactly("\\x0001ff5c0a7f", "\\x");
        assertThat(database.value("SELECT count(*) FROM copied WHERE c IN (0.30000000000000004, 4.9e-324) AND"
                        + " d IN ('2026-03-29T01:30:00.123456Z', '1970-01-01Z') AND e IN (true, false)"))
                .isEqualTo("2");
        assertThat(database.column("SELECT f FROM copied ORDER BY a DESC")).containsExactly(null, "\\N");
        assertThat(database.column("SELECT g FROM copied ORDER BY a DESC"))
                .containsExactly("123456789012345678901234567890", "-1");
    }
}
