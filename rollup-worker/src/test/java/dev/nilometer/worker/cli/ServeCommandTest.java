package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The port of serve is opened as it was asked for, or not at all, and one sentence says why. */
@ExtendWith(PostgresExtension.class)
class ServeCommandTest {
    @TempDir
    Path folder;

    private static void refused(Answer answer, int exit, String sentence) {
        assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
        assertThat(answer.err()).startsWith("serve: ").contains(sentence).doesNotContain("geheim");
        assertThat(answer.err().lines()).hasSize(1);
    }

    @Test
    void saysThatThePortIsTaken(TestDatabase database) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    Shell.on(database).run("serve", "--port", "" + taken.getLocalPort()),
                    1,
                    "cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + " (Address already in use); choose another with --port, or stop what has it");
        }
    }

    @Test
    void wantsBothHalvesOfAPair() {
        Shell shell = new Shell().with("NILOMETER_DB_URL", "jdbc:postgresql://localhost:1/none");
        for (List<String> half : List.of(
                List.of("--http-user", "p"),
                List.of("--http-password-file", "geheim"),
                List.of("--http-tls-certificate", "a"),
                List.of("--http-tls-key", "a"))) {
            refused(shell.run("serve", half.get(0), half.get(1)), 2, half.get(0).replaceFirst("-[^-]*$", "-"));
        }
        refused(shell.with("NILOMETER_HTTP_PASSWORD", "geheim").run("serve"), 2, "--http-user goes together with");
    }

    @Test
    void doesNotListenWithoutWhatShallProtectIt(TestDatabase database) throws Exception {
        String file = Files.writeString(folder.resolve("file"), "geheim").toString();
        String none = folder.resolve("none").toString();
        refused(
                Shell.on(database).run("serve", "--port=0", "--http-user=p", "--http-password-file=" + none),
                1,
                "--http-password-file " + none + " cannot be read (there is none)");
        refused(
                Shell.on(database).run("serve", "--port=0", "--http-tls-certificate=" + none, "--http-tls-key=" + file),
                1,
                "--http-tls-certificate or --http-tls-key cannot be used: there is no file " + none);
        refused(
                Shell.on(database).run("serve", "--port=0", "--http-tls-certificate=" + file, "--http-tls-key=" + file),
                1,
                "--http-tls-certificate or --http-tls-key cannot be used: ");
    }
}
