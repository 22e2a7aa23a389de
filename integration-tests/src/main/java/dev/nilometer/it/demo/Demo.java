package dev.nilometer.it.demo;

import dev.nilometer.it.demo.DemoOptions.WrongUse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs the demo. Main starts everything and reads the database; the shutdown hook stops, in reverse order, what was
 * started, so Ctrl-C leaves nothing behind. Exit codes: 0 done, 1 failed, 2 wrong use.
 */
public final class Demo {
    private static final int GENTLE_RATE = 20;
    private static final int AGENT_PORT = 9469;
    private static final int WORKER_PORT = 9470;

    private final DemoOptions options;
    private final PrintStream out;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Server server;
    private final int agentPort;
    private final int workerPort;
    private final LeftOvers leftOvers;
    private volatile boolean stopping;

    private Demo(DemoOptions options, PrintStream out, Server server, LeftOvers leftOvers) throws IOException {
        this.options = options;
        this.out = out;
        this.server = server;
        this.leftOvers = leftOvers;
        this.agentPort = Ports.freeOr(AGENT_PORT);
        this.workerPort = Ports.freeOr(WORKER_PORT);
    }

    /** Started by the script {@code demo}, which says where the repository is. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (List.of(args).contains("--help")) {
            out.println(DemoOptions.USAGE);
            return;
        }
        try {
            Path repository =
                    Path.of(System.getProperty("nilometer.repository", ".")).toAbsolutePath();
            System.exit(run(DemoOptions.parse(args, repository), out) ? 0 : 1);
        } catch (WrongUse e) {
            System.err.println("demo: " + e.getMessage() + "\n" + DemoOptions.USAGE);
            System.exit(2);
        } catch (FileSystemException e) {
            System.err.println("demo: " + e.getFile() + " cannot be used for the data: " + reason(e));
            System.exit(1);
        } catch (IOException | SQLException | RuntimeException e) {
            System.err.println("demo: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        } catch (InterruptedException e) {
            System.exit(1);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "no right to write there; --data names another folder";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "it is a file; --data takes a folder";
        }
        return e.getReason() == null ? "it cannot be made; --data names another folder" : e.getReason();
    }

    private static boolean run(DemoOptions options, PrintStream out)
            throws IOException, SQLException, InterruptedException {
        out.println("PostgreSQL starts on " + options.data() + " …");
        LeftOvers leftOvers = new LeftOvers(options.data(), options.repository().toString());
        Files.createDirectories(options.data());
        leftOvers.end();
        Demo demo = new Demo(options, out, Server.start(options.data()), leftOvers);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "demo-stop"));
        return demo.run();
    }

    private boolean run() throws IOException, SQLException, InterruptedException {
        worker("migrate");
        worker("settings", "raw_max_bytes=0"); // no cap on rows, so that the report can be compared with any SQL
        if (!options.once()) {
            startWorker("serve", "--port", Integer.toString(workerPort));
        }
        Child sample = sample(List.of());
        if (sample.await() != 0) {
            say("The sample application failed.");
            return false;
        }
        ended(sample);
        worker("rollup");
        try (Connection connection = server.connect()) {
            new Report(connection, out).print(sample.pid(), options.once() ? "" : server.psql());
            boolean even = new Balance(connection, out).check(sample.pid());
            out.println();
            if (options.once()) {
                out.println("While it ran, Prometheus found it at http://127.0.0.1:" + agentPort + "/metrics");
                out.println(even ? "The balance holds." : "The balance does NOT hold.");
                return even;
            }
        }
        return goOn();
    }

    /** Keeps the pipeline busy at a gentle rate, for people who want to look around. */
    private boolean goOn() throws IOException, InterruptedException {
        say("The e-mails now go round at " + GENTLE_RATE + " a second until Ctrl-C. Look at");
        say("  http://127.0.0.1:" + agentPort + "/metrics        Prometheus, inside the sample application");
        say("  http://127.0.0.1:" + agentPort + "/v1/status      what is woven, settings, balance");
        say("  http://127.0.0.1:" + workerPort + "/metrics        the worker");
        say("  " + server.psql());
        return sample(List.of("--loop", "0", "--rate", Integer.toString(GENTLE_RATE)))
                        .await()
                == 0;
    }

    /** Nothing more is news once the end has begun. */
    private void say(String line) {
        if (!stopping) {
            out.println(line);
        }
    }

    private Child sample(List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-javaagent:" + jar("agent/dist", "nilometer-agent"),
                "-Dnilometer.service=email-triage",
                "-Dnilometer.environment=demo",
                "-Dnilometer.db.url=" + server.url(),
                "-Dnilometer.db.user=postgres",
                "-Dnilometer.spool.dir=" + options.data().resolve("spool"),
                "-Dnilometer.rows.per-second=unlimited",
                "-Dnilometer.queue.poll=1s",
                "-Dnilometer.http.port=" + agentPort,
                "-jar",
                jar("sample-app", "sample-app")));
        command.addAll(more);
        return start("sample", command);
    }

    private void worker(String command, String... arguments) throws IOException, InterruptedException {
        Child child = startWorker(command, arguments);
        int code = child.await();
        ended(child);
        if (code != 0) {
            throw new IOException("the worker's " + command + " failed");
        }
    }

    private Child startWorker(String command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("-jar", jar("rollup-worker", "nilometer-worker"), command));
        line.addAll(List.of("--db-url", server.url(), "--db-user", "postgres"));
        line.addAll(List.of(arguments));
        return start("worker", line);
    }

    private String jar(String module, String name) throws IOException {
        Path jar = options.repository().resolve(module).resolve("target").resolve(name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is missing: run ./mvnw -Dquick package");
        }
        return jar.toString();
    }

    private Child start(String name, List<String> command) throws IOException {
        Child child = Child.start(name, out, command);
        leftOvers.note(child.pid());
        synchronized (children) {
            children.push(child);
        }
        return child;
    }

    private void ended(Child child) {
        synchronized (children) {
            children.remove(child);
        }
    }

    /** The application first, so that its last records still find the database. */
    private void stop() {
        stopping = true;
        try {
            List<Child> running;
            synchronized (children) {
                running = List.copyOf(children);
            }
            for (Child child : running) {
                child.stop();
            }
            server.close();
            leftOvers.forget();
            out.println("Stopped; the data stays in " + options.data());
        } catch (IOException e) {
            out.println("PostgreSQL did not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
