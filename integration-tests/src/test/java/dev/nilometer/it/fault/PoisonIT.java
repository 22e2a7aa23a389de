package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Poison;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** NUL, lone surrogates, a megabyte of text, long labels, deep metadata: stored in a form SQL can hold, beside the good. */
class PoisonIT {
    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @Test
    void storesWhatIsUnsafeAsSafeAndDelaysNothingGood() {
        try (HostJvm host = HostJvm.running(Poison.class)
                .agent(database.agentOptions() + ";service=poison;send=200ms;rows.per-second=unlimited;spool.dir="
                        + spool)
                .start()) {
            host.awaitOut("said");
            Awaitility.await("executions")
                    .untilAsserted(() -> assertThat(
                                    database.rows(
                                            "select actor || ' ' || count(*) from nilometer.executions group by actor order by 1"))
                            .extracting(row -> row.get(0))
                            .containsExactly("deep 20", "failing 20", "good 20", "large 20", "unsafe 20"));
            String safe = Poison.UNSAFE.replaceAll("[\\x00\\ud800-\\udfff]", "\uFFFD");
            assertThat(database.rows("select count(distinct item_id) from nilometer.executions where actor = 'good'"))
                    .hasToString("[[20]]");
            assertThat(database.number(
                            "select count(*) from nilometer.executions where actor = 'unsafe' and user_id = '" + safe
                                    + "' and metadata ->> '" + safe + "' = '" + safe + "' and item_id like '" + safe
                                    + "%'"))
                    .isEqualTo(20);
            assertThat(database.number("select count(*) from nilometer.operational_metrics where metric_type = '" + safe
                            + "' and labels ->> '" + safe + "' = '" + safe + "'"))
                    .isEqualTo(20);
            assertThat(database.number("select max(length(labels ->> 'label')) from nilometer.series"))
                    .isEqualTo(200);
            assertThat(database.rows("select max(length(item_id)), max(length(error_message)),"
                                    + " max(length(metadata::text)) < 20000 from nilometer.executions")
                            .get(0))
                    .containsExactly("200", "500", "t");
            assertThat(database.number("select count(*) from nilometer.rejected_rows"))
                    .isZero();
            Stored.assertConsistent(database::number);
        }
    }
}
