package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.database.Empty;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class MigrationTest {
    @Test
    void doesNothingTheSecondTime(@Empty TestDatabase database) {
        assertThat(new Migration(database.dataSource(), SchemaName.DEFAULT).run())
                .isPositive();
        assertThat(new Migration(database.dataSource(), SchemaName.DEFAULT).run())
                .isZero();
    }

    @Test
    void givesFourRacingWorkersOneSchema(@Empty TestDatabase database) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(workers.submit(() -> new Migration(database.dataSource(), SchemaName.DEFAULT).run()));
            }
            int applied = 0;
            for (Future<Integer> run : runs) {
                applied += run.get();
            }
            assertThat(database.value("SELECT count(*) FROM schema_history WHERE script LIKE '%.sql'"))
                    .isEqualTo(String.valueOf(applied));
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void hardCodesNoSchemaName(@Empty TestDatabase database) {
        new Migration(database.dataSource(), new SchemaName("river_gauge")).run();
        assertThat(database.value("SELECT river_gauge.v1_position(gen_random_uuid()) IS NULL"))
                .isEqualTo("t");
        assertThat(database.value(
                        "SELECT stream_no > 0 FROM river_gauge.v1_hello(gen_random_uuid(), 's', 'e', 'i', 'h',"
                                + " 1, '1', '1', now())"))
                .isEqualTo("t");
        assertThat(database.column("SELECT nspname FROM pg_namespace WHERE nspname = 'nilometer'"))
                .isEmpty();
    }

    @Test
    void refusesASchemaNameThatNeedsQuotes() {
        assertThatThrownBy(() -> new SchemaName("My schema")).hasMessageContaining("lower-case letters");
        assertThatThrownBy(() -> new SchemaName("pg_toast")).hasMessageContaining("pg_");
    }
}
