package dev.nilometer.it.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same application with a real RabbitMQ: items, waits, and the attempt that follows a failed one. */
@Tag("storm")
class RabbitListenersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void areMeasuredWithoutALineOfTheirs(int version) {
        try (RabbitBroker rabbit = RabbitBroker.start(folder);
                HostJvm office = HostJvm.runningJar(BuiltJars.listeners())
                        .java(Jdks.require(version))
                        .agent(database.agentOptions() + ";spool.dir=" + folder.resolve("spool"))
                        .argument("--spring.profiles.active=rabbit")
                        .argument("--spring.rabbitmq.host=127.0.0.1")
                        .argument("--spring.rabbitmq.port=" + rabbit.port())
                        .argument("--office.kafka=false")
                        .start()) {
            office.awaitOut("handled ");
            Awaitility.await("all rows")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(database.rows("select item_id, status, attempt, queue, "
                                    + "wait_ms is not null from nilometer.executions where actor = 'Mails.onMail' "
                                    + "order by item_id, attempt"))
                            .containsExactly(
                                    List.of("mail-0", "failed", "1", "mails", "t"),
                                    List.of("mail-0", "success", "2", "mails", "t"),
                                    List.of("mail-1", "success", "1", "mails", "t"),
                                    List.of("mail-2", "success", "1", "mails", "t"),
                                    List.of("mail-3", "success", "1", "mails", "t"),
                                    List.of("mail-4", "success", "1", "mails", "t")));
            assertThat(office.get("/v1/status").body()).contains("\"refused_count\":0", "\"counters\":{}");
            office.tell("end");
            assertThat(office.awaitExit()).isZero();
        }
    }
}
