package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Confessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password, wherever it is given and however it is used, is found nowhere: not in what the agent says at its most
 * talkative, not on its pages, not inside the JVM, not in the database, not in the spool.
 */
class SecretsIT {
    private static final String SECRET = "Hunter2xyzzy";

    @RegisterExtension
    private final Database database = Database.migrated();

    @TempDir
    private Path folder;

    @Test
    void isFoundNowhere() throws IOException {
        for (String place : List.of("option", "url", "environment", "file", "config", "wrong")) {
            isFoundNowhereWhenGivenIn(place);
        }
        assertThat(everyTable()).noneMatch(SecretsIT::tells);
        assertThat(spoolTells()).isFalse();
    }

    private void isFoundNowhereWhenGivenIn(String place) throws IOException {
        String role = "picky_" + place;
        database.createRoleWithPassword(role, place.equals("wrong") ? "another" : SECRET);
        try (HostJvm host = host(place, role).start()) {
            host.awaitOut("ready");
            if (place.equals("wrong")) {
                host.awaitErr("refused the login");
            } else {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> database.number(
                                        "select count(*) from nilometer.executions where service = '" + place + "'")
                                == 1);
            }
            for (String page : List.of("/v1/status", "/metrics", "/health", "/ready", "/nowhere")) {
                assertThat(host.get(page).body()).as(page).doesNotContain(SECRET);
            }
            assertThat(activity())
                    .contains(place.equals("wrong") ? "postgres" : role)
                    .doesNotContain(SECRET);
            host.tell("confess");
            assertThat(host.awaitExit()).isZero();
            assertThat(host.stdout()).contains("end").hasSizeGreaterThan(200).noneMatch(SecretsIT::tells);
            assertThat(host.stderr()).noneMatch(SecretsIT::tells);
        }
    }

    /** The variable and the property are the host's own places: there a host that asks finds what it wrote itself. */
    private HostJvm.Builder host(String place, String role) throws IOException {
        String common = "log.level=debug;send=100ms;service=" + place + ";spool.dir=" + folder.resolve("spool")
                + ";db.user=" + role;
        String plainUrl = ";db.url=" + url();
        HostJvm.Builder host = HostJvm.running(Confessor.class);
        return switch (place) {
            case "url" ->
                host.variable("NILOMETER_DB_URL", url() + "?password=" + SECRET).agent(common);
            case "environment" -> host.variable("NILOMETER_DB_PASSWORD", SECRET).agent(common + plainUrl);
            case "file" ->
                host.agent(common + plainUrl + ";db.password-file="
                        + Files.writeString(folder.resolve("password"), SECRET + "\n"));
            case "config" ->
                host.agent(common + plainUrl + ";config="
                        + Files.writeString(folder.resolve("options"), "db.password=" + SECRET + "\n"));
            default -> host.agent(common + plainUrl + ";db.password=" + SECRET);
        };
    }

    /** Without a user of its own, who would win. */
    private String url() {
        return database.url().replaceAll("[?].*", "");
    }

    private String activity() {
        return database.rows("select * from pg_stat_activity").toString();
    }

    private List<String> everyTable() {
        return database
                .rows("select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
                        + " where schemaname = 'nilometer'")
                .stream()
                .flatMap(table -> database.rows("select t.* from " + table.get(0) + " t").stream())
                .map(Object::toString)
                .toList();
    }

    private boolean spoolTells() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (tells(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean tells(String text) {
        return text.contains(SECRET);
    }
}
