package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nilometer.store.driver.Pgjdbc;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** How the sender gets in: a password that changes, a pooler, TLS as the URL asks for it. */
class LoginTest {
    @TempDir
    Path dir;

    @Test
    void readsAPasswordAgainWhenItWasChanged() throws IOException {
        TestDatabase database = TestDatabase.migrated();
        String role = "rotating_" + database.schema();
        database.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'first'");
        Path rules = Path.of(database.text("SHOW hba_file"));
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        database.execute("SELECT pg_reload_conf()");
        Path file = Files.writeString(dir.resolve("password"), "first\n");
        Rig rig = new Rig(
                database,
                dir.resolve("spool"),
                SendSettings.builder(url(TestDatabase.port(), ""))
                        .user(role)
                        .passwordFile(file)
                        .schema(database.schema())
                        .build());
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.sendThrough(50); // the server reads its new rules in its own time
        database.execute("ALTER ROLE " + role + " PASSWORD 'second'");
        rig.sender.disconnect();
        rig.frame(rig.drain.batch(10, 5, 1));
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        assertThat(rig.sender.status().state()).contains("refused the login");
        assertThat(rig.sender.status().lastError()).doesNotContain("first", "second");
        Files.writeString(file, "second");
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void sendsThroughAPoolerThatLendsConnectionsByTransaction() throws IOException {
        TestDatabase database = TestDatabase.migrated();
        try (TransactionPooler pooler = new TransactionPooler(TestDatabase.port(), TestDatabase.AGENT)) {
            Rig one = new Rig(database, dir, database.settings(pooler.port()));
            Rig other = new Rig(database, dir, database.settings(pooler.port()));
            for (int i = 0; i < 30; i++) {
                one.frame(one.drain.batch(10, 5, 1));
                other.frame(other.drain.batch(10, 5, 1));
                assertThat(one.sender.sendOnce().outcome())
                        .as(one.sender.status().lastError())
                        .isEqualTo(SendResult.Outcome.SENT);
                assertThat(other.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.SENT);
            }
            assertThat(pooler.switches()).isGreaterThan(5);
            assertThat(one.stored("execution_rows")).isEqualTo(300);
            assertThat(database.number("SELECT count(DISTINCT item_id) FROM ${schema}.execution_rows"))
                    .isEqualTo(300);
            one.assertBalanced();
            one.end();
            other.end();
        }
    }

    @Test
    void encryptsAndChecksTheServerAsTheUrlSays() throws Exception {
        Path key = dir.resolve("server.key");
        Path certificate = dir.resolve("server.crt");
        Assumptions.assumeTrue(makeCertificate(key, certificate), "no openssl to make a certificate with");
        if (!Driver.isRegistered()) {
            Driver.register(); // a sender of another test has hidden it, and the server's own check looks for one
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_key_file", key.toString())
                .setServerConfig("ssl_cert_file", certificate.toString())
                .start()) {
            for (String mode : new String[] {"require", "verify-ca&sslrootcert=" + certificate}) {
                try (Connection connection = new Connector(
                                SendSettings.builder(url(server.getPort(), "?sslmode=" + mode))
                                        .user("postgres")
                                        .build(),
                                Pgjdbc::new)
                        .connect(new Pgjdbc())) {
                    String version = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery(version)) {
                        row.next();
                        assertThat(row.getString(1)).as(mode).startsWith("TLSv1.");
                    }
                }
            }
            Connector strict = new Connector(
                    SendSettings.builder(url(
                                    server.getPort(), "?sslmode=verify-full&sslrootcert=" + dir.resolve("nobody.crt")))
                            .user("postgres")
                            .build(),
                    Pgjdbc::new);
            assertThat(catchThrowable(() -> strict.connect(new Pgjdbc()))).hasMessageContaining("nobody.crt");
        }
    }

    private static DatabaseUrl url(int port, String parameters) {
        return DatabaseUrl.of("jdbc:postgresql://localhost:" + port + "/postgres" + parameters);
    }

    /** Valid for nobody but a test; readable by whoever runs the server. */
    private static boolean makeCertificate(Path key, Path certificate) throws InterruptedException {
        try {
            Process openssl = new ProcessBuilder(
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=localhost",
                            "-keyout",
                            key.toString(),
                            "-out",
                            certificate.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean made = openssl.waitFor(60, TimeUnit.SECONDS) && openssl.exitValue() == 0;
            if (made) {
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            }
            return made;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
