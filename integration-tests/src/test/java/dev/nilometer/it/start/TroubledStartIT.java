package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the agent does not get, the host's stdout and exit code are those of a run without it, and a line says so. */
class TroubledStartIT {
    private static List<String> stdoutWithout = List.of();

    @RegisterExtension
    private final Database database = Database.empty();

    @TempDir
    private Path folder;

    @BeforeAll
    static void runWithout() {
        HostJvm without = caller().argument("return").run();
        assertThat(without.awaitExit()).isZero();
        stdoutWithout = without.stdout();
    }

    @Test
    void aTakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String line = lineOf("cannot listen on", "http.port=" + taken.getLocalPort());
            assertThat(line).contains("measures", "no endpoint", ":" + taken.getLocalPort(), "http.port=0");
        }
    }

    @Test
    void aPrivatePatternThatCannotBeRead() {
        assertThat(lineOf("no endpoint", "metrics.private=event{event="))
                .contains("the pattern event{event= is not of the form")
                .doesNotContain("free port");
    }

    @Test
    void aPasswordFileThatCannotBeRead() {
        assertThat(lineOf("db.password-file", database() + ";db.password-file=" + folder))
                .contains(folder.toString());
        assertThat(lineOf("db.password-file", database() + ";db.password-file=" + folder.resolve("none")))
                .contains("cannot be read", "none: there is none")
                .doesNotContain("refused the login");
    }

    @Test
    void aDeadDatabase() {
        lineOf("127.0.0.1:1", "db.url=jdbc:postgresql://127.0.0.1:1/none;send=100ms;spool.dir=" + folder);
    }

    @Test
    void aDatabaseThatIsNotThere() {
        lineOf("does not exist", database() + "_gone");
    }

    @Test
    void aPortThatSpeaksHttp() throws Exception {
        com.sun.net.httpserver.HttpServer http =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        try {
            int port = http.getAddress().getPort();
            lineOf("database", "db.url=jdbc:postgresql://127.0.0.1:" + port + "/d;send=100ms;spool.dir=" + folder);
        } finally {
            http.stop(0);
        }
    }

    @Test
    void aSpoolFolderThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThat(lineOf("spool", database() + ";spool.dir=" + file)).contains(file.toString());
    }

    @Test
    void aSpoolFullOfRandomBytes() throws IOException {
        database.migrate();
        Path spool = folder.resolve("spool");
        try (HostJvm killed = startWith("db.url=jdbc:postgresql://127.0.0.1:1/none;spool.dir=" + spool)) {
            killed.awaitOut("samples ");
            Awaitility.await().until(() -> filesIn(spool).size() > 1);
            killed.kill();
        }
        Random random = new Random(1);
        for (Path file : filesIn(spool)) {
            byte[] bytes = new byte[10_000];
            random.nextBytes(bytes);
            Files.write(file, bytes);
        }
        try (HostJvm host = startWith(database() + ";rows.per-second=unlimited")) {
            host.awaitErr("measures");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> database.number("select count(*) from nilometer.execution_rows") == 5);
            endsWell(host);
        }
    }

    @Test
    void aJarInAFolderWithSpacesAndOtherLetters() throws IOException {
        Path strange = Files.createDirectories(folder.resolve("mit Leerzeichen & ünï%20cödé"));
        Path jar = Files.copy(BuiltJars.agent(), strange.resolve("agent+1.jar"));
        HostJvm.Builder builder = caller().option("-javaagent:" + jar + "=" + "spool.dir=" + strange.resolve("spool")
                        + ";" + database.agentOptions())
                .option("-Dsun.jnu.encoding=UTF-8")
                .argument("wait")
                .variable("LC_ALL", "C.UTF-8");
        try (HostJvm host = builder.start()) {
            host.awaitErr("measures");
            host.awaitOut("samples ");
            assertThat(host.get("/v1/status").body()).contains("\"actor\":\"caller\"");
            endsWell(host);
        }
    }

    @Test
    void theAgentGivenTwice() {
        try (HostJvm host = caller().agent("").agent("").argument("wait").start()) {
            host.awaitErr("second");
            host.awaitErr("measures");
            endsWell(host);
            assertThat(host.agentLines()).hasSize(2);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private String database() {
        return "spool.dir=" + folder.resolve("spool") + ";send=100ms;db.user=postgres;db.url=" + database.url();
    }

    /** The first line that contains this; the host runs as without, and ends as without. */
    private String lineOf(String part, String options) {
        try (HostJvm host = startWith(options)) {
            String line = host.awaitErr(part);
            assertThat(line).startsWith("nilometer: ").doesNotContain("\tat ");
            endsWell(host);
            return line;
        }
    }

    private static HostJvm startWith(String options) {
        return caller().agent(options).argument("wait").start();
    }

    private static void endsWell(HostJvm host) {
        host.tell("end");
        assertThat(host.awaitExit()).isZero();
        assertThat(host.stdout()).isEqualTo(stdoutWithout);
        assertThat(host.stderr()).allMatch(line -> line.startsWith("nilometer: "));
    }

    private static HostJvm.Builder caller() {
        return HostJvm.running(Caller.class).argument(5).argument(2).argument(1);
    }
}
