package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.PrometheusServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the dashboard finds something in a real Prometheus that scrapes the sample and the worker. */
class DashboardIT {
    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @Test
    void everyPanelShowsSomething() throws Exception {
        PrometheusServer.assumeInstalled();
        int workerPort = PrometheusServer.freePort();
        try (HostJvm sample = HostJvm.runningJar(BuiltJars.sample())
                        .agent(database.agentOptions() + ";service=sample;send=200ms;queue.poll=500ms;spool.dir="
                                + folder.resolve("spool"))
                        .argument("--rate")
                        .argument(100)
                        .argument("--loop")
                        .argument(0)
                        .start();
                HostJvm worker = ServingWorker.start(database, workerPort);
                PrometheusServer server =
                        PrometheusServer.watching(List.of(), List.of(sample.port(), workerPort), folder)) {
            assertThat(worker.stderr()).isEmpty();
            Dashboard.awaitAnswers(server, every -> true);
        }
    }
}
