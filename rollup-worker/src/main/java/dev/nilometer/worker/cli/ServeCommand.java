package dev.nilometer.worker.cli;

import dev.nilometer.http.Protection;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.retention.Limits;
import dev.nilometer.worker.retention.Purge;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.schedule.Schedule;
import dev.nilometer.worker.schema.TimeZoneChoice;
import dev.nilometer.worker.serve.Nightly;
import dev.nilometer.worker.serve.RollupLoop;
import dev.nilometer.worker.serve.Server;
import dev.nilometer.worker.serve.WorkerMetrics;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rolls up and purges on schedule for as long as the process lives, and answers on a port of its own. */
@Command(
        name = "serve",
        description = "Rolls up closed hours every 30 s, purges at night; answers /metrics, /health and /ready.")
final class ServeCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_RUN = Duration.ofSeconds(5);

    private final CountDownLatch ended = new CountDownLatch(1);

    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final PortOptions port = new PortOptions();

    @Option(
            names = "--rollup-cron",
            paramLabel = "CRON",
            description = "when the open hour is rolled up too, in the installation's zone; default: '5 * * * *'")
    private String rollupCron = "5 * * * *";

    @Option(
            names = "--nightly-cron",
            paramLabel = "CRON",
            description = "when old rows are purged and the balance is checked; default: '30 1 * * *'")
    private String nightlyCron = "30 1 * * *";

    @Option(names = "--archive", paramLabel = "DIR", description = "as purge --archive, for what nights purge")
    private @Nullable Path archive;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Override
    public Integer call() throws SQLException, InterruptedException {
        InetSocketAddress address = port.address(connection);
        Protection protection = port.protection(connection);
        Limits kept = limits.limits(connection);
        schedule("--rollup-cron", rollupCron, ZoneOffset.UTC);
        schedule("--nightly-cron", nightlyCron, ZoneOffset.UTC);
        try (Database database = connection.openMigrated(connection.connections() + 1)) {
            WorkerMetrics metrics = new WorkerMetrics();
            RollupLoop loop = loop(database, metrics, kept);
            try (Server server = listen(address, protection, database, metrics)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(loop), "nilometer-stop"));
                connection
                        .out()
                        .println("serving " + server.address() + "/metrics, /health and /ready;"
                                + " rolling up closed hours every 30 s, nights at '" + nightlyCron
                                + "'; stop with Ctrl-C");
                loop.run(PAUSE);
            }
            connection.out().println("stopped");
            return 0;
        } finally {
            ended.countDown();
        }
    }

    private RollupLoop loop(Database database, WorkerMetrics metrics, Limits kept) throws SQLException {
        ZoneId zone = ZoneId.of(database.transaction(TimeZoneChoice::read));
        String worker = connection.workerName();
        RunLog log = new RunLog(database, worker);
        Rollup rollup = new Rollup(database, connection.connections(), worker);
        Nightly nightly = new Nightly(
                schedule("--nightly-cron", nightlyCron, zone),
                database,
                new Purge(database, rollup, worker, Mark.NONE),
                kept,
                archive,
                log,
                metrics,
                line -> say(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line));
        return new RollupLoop(
                database, rollup, log, metrics, schedule("--rollup-cron", rollupCron, zone), nightly, this::say);
    }

    private Schedule schedule(String option, String expression, ZoneId zone) {
        try {
            return Schedule.parse(expression, zone);
        } catch (IllegalArgumentException e) {
            throw connection.wrongUse(option + ": " + e.getMessage());
        }
    }

    private Server listen(InetSocketAddress address, Protection protection, Database database, WorkerMetrics metrics) {
        try {
            return Server.start(address, protection, database, metrics, new Said("serve", connection));
        } catch (IOException e) {
            boolean taken = e.getCause() instanceof BindException;
            throw new Failure(e.getMessage() + (taken ? "; choose another with --port, or stop what has it" : ""));
        }
    }

    private void say(String line) {
        connection.out().println(line);
    }

    /** Ctrl-C and SIGTERM: the run in progress may finish; what it cannot finish, the database takes back. */
    private void stop(RollupLoop loop) {
        loop.stop();
        try {
            boolean inTime = ended.await(LAST_RUN.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                say("stopped in the middle of a run; the next one does it again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Stopping on request is success; a signal's own exit code would say otherwise.
        Runtime.getRuntime().halt(0);
    }
}
