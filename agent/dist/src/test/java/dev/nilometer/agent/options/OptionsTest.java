package dev.nilometer.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static Options options(String argument, Map<String, String> properties, Map<String, String> environment) {
        Properties system = new Properties();
        system.putAll(properties);
        return Options.resolve(argument, system, environment);
    }

    private static Options argument(String argument) {
        return options(argument, Map.of(), Map.of());
    }

    @Test
    void theArgumentBeatsThePropertyBeatsTheEnvironmentBeatsTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.properties"), "send=4s\nnilometer.flush=4ms\nseries.max=4\nhttp.port=4\n");
        Options options = options(
                "send=1s;config=" + file,
                Map.of("nilometer.send", "2s", "nilometer.flush", "20ms"),
                Map.of("NILOMETER_SEND", "3s", "NILOMETER_FLUSH", "30ms", "NILOMETER_SERIES_MAX", "3"));

        assertThat(options.complaints()).isEmpty();
        assertThat(options.setting(AgentOption.SEND)).hasToString("send=1s (agent argument)");
        assertThat(options.setting(AgentOption.FLUSH)).hasToString("flush=20ms (system property)");
        assertThat(options.setting(AgentOption.SERIES_MAX)).hasToString("series.max=3 (environment)");
        assertThat(options.setting(AgentOption.HTTP_PORT)).hasToString("http.port=4 (file)");
        assertThat(options.setting(AgentOption.LOG_LEVEL)).hasToString("log.level=info (default)");
    }

    @Test
    void namesWhatLost(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "send=4s\nflush=x\n");
        Options options = options("send=1s;http.port=;config=" + file, Map.of(), Map.of("NILOMETER_SEND", "3s"));

        assertThat(options.setting(AgentOption.SEND).beaten()).containsExactly(Source.ENVIRONMENT, Source.FILE);
        assertThat(options.setting(AgentOption.FLUSH).beaten()).containsExactly(Source.FILE);
        assertThat(options.setting(AgentOption.HTTP_PORT).beaten()).isEmpty();
    }

    @Test
    void whatIsGivenAsNothingLeavesTheNextSourceItsTurn() {
        Options options = options("send=", Map.of("nilometer.send", " "), Map.of("NILOMETER_SEND", "3s"));

        assertThat(options.setting(AgentOption.SEND)).hasToString("send=3s (environment)");
    }

    @Test
    void readsEveryType() {
        Options options = argument("nilometer.send=1m;spool.max=3 GiB;rows.per-second=unlimited;http.port=0;"
                + "confidence.high=0.9;buckets=0.1, 1,10;metrics.jvm=FALSE;log.level=Debug;"
                + "metrics.private=a,event{event=\"x\",k=\"y\"} , b");

        assertThat(options.complaints()).isEmpty();
        assertThat(options.duration(AgentOption.SEND)).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.amount(AgentOption.SPOOL_MAX)).isEqualTo(3L << 30);
        assertThat(options.amount(AgentOption.ROWS_PER_SECOND)).isEqualTo(Long.MAX_VALUE);
        assertThat(options.amount(AgentOption.HTTP_PORT)).isZero();
        assertThat(options.fraction(AgentOption.CONFIDENCE_HIGH)).isEqualTo(0.9);
        assertThat(options.numbers(AgentOption.BUCKETS_SECONDS)).containsExactly(0.1, 1, 10);
        assertThat(options.bool(AgentOption.METRICS_JVM)).isFalse();
        assertThat(options.level()).isEqualTo(Level.DEBUG);
        assertThat(options.list(AgentOption.METRICS_PRIVATE)).containsExactly("a", "event{event=\"x\",k=\"y\"}", "b");
    }

    @Test
    void everyDefaultIsOfItsType() {
        Options options = argument("");

        assertThat(options.complaints()).isEmpty();
        for (AgentOption option : AgentOption.values()) {
            if (!option.defaultText().isEmpty()) {
                option.check(option.defaultText());
            }
        }
        assertThat(options.amount(AgentOption.ROWS_PER_SECOND)).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send=5",
                "send=-5s",
                "send=5 parsecs",
                "send=s",
                "send=99999999999h",
                "send=2h",
                "spool.max=12",
                "spool.max=1KiB",
                "http.port=65536",
                "http.port=x",
                "http.port=\u0661",
                "http.port=+1",
                "rows.per-second=\u0663",
                "queue.poll=\u0665s",
                "http.port=-1",
                "rows.per-second=-1",
                "rows.per-second=+1",
                "rows.per-second=1.5",
                "series.max=0",
                "confidence.high=NaN",
                "confidence.high=1.1",
                "buckets=1,1",
                "buckets=0,1",
                "buckets=1,,2",
                "enabled=yes",
                "log.level=loud",
                "db.url=jdbc:mysql://h/d",
                "price.gpt=1",
                "ready.x=ftp://h"
            })
    void aBadValueIsOneComplaintAndTheDefaultStands(String argument) {
        Options options = argument(argument);
        String key = argument.substring(0, argument.indexOf('='));

        assertThat(options.complaints()).singleElement().asString().contains(key, "is not");
        assertThat(options.all()).allMatch(setting -> setting.source() == Source.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "db.ulr,db.url",
        "http.prot,http.port",
        "rows_per_second,rows.per-second",
        "Service,service",
        "spool.fsyncc,spool.fsync",
        "log-level,log.level"
    })
    void anUnknownKeyNamesTheNearest(String wrong, String meant) {
        assertThat(argument(wrong + "=1").complaints())
                .singleElement()
                .asString()
                .contains("`" + wrong + "`", "`" + meant + "`");
    }

    @Test
    void anEntryWithoutValueIsOneComplaint() {
        assertThat(argument("enabled;;send=1s; ").complaints())
                .singleElement()
                .asString()
                .contains("`enabled`");
    }

    @Test
    void aMissingFileIsOneComplaint(@TempDir Path folder) {
        assertThat(argument("config=" + folder.resolve("none")).complaints())
                .singleElement()
                .asString()
                .contains("none");
        assertThat(argument("config=" + folder).complaints())
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void secretsAreNeverShown() {
        Options options = argument("db.password=hunter2;db.url=jdbc:postgresql://h/d?user=u&sslpassword=hunter2&a=b");

        assertThat(options.text(AgentOption.DB_PASSWORD)).isEqualTo("hunter2");
        assertThat(options.all().toString()).doesNotContain("hunter2").contains("user=u", "a=b");
        for (String wrong : new String[] {
            "db.url=x://u:hunter2@h/d",
            "db.url=x://u:a/hunter2@h/d",
            "db.url=jdbc:oracle:thin:scott/hunter2@h:1521",
            "db.password=a;hunter2",
            "db.pasword=hunter2",
            "ready.x=ftp://:hunter2@h"
        }) {
            assertThat(argument(wrong).complaints()).hasSize(1);
            assertThat(argument(wrong).complaints() + " " + argument(wrong).all())
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void familiesAreKeptByName() {
        Options options = options(
                "ready.queue=tcp://q:1;instrument.actor.enabled=false",
                Map.of("nilometer.price.claude-sonnet", "3/15"),
                Map.of("NILOMETER_READY_CACHE", "redis://c:1"));

        assertThat(options.complaints()).isEmpty();
        assertThat(options.family(AgentOption.READY)).containsOnlyKeys("queue", "cache");
        assertThat(options.family(AgentOption.PRICE_MODEL)).containsOnlyKeys("claude-sonnet");
        assertThat(options.family(AgentOption.INSTRUMENT_LIBRARY)).containsOnlyKeys("actor");
    }

    @Test
    void theEnvironmentBelongsToTheWorkerToo() {
        Options options =
                options("", Map.of(), Map.of("NILOMETER_TIME_ZONE", "UTC", "NILOMETER_DB_PASSWORD_FILE", "/p"));

        assertThat(options.complaints()).isEmpty();
        assertThat(options.text(AgentOption.DB_PASSWORD_FILE)).isEqualTo("/p");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Main a b,com.acme.Main",
        "com.acme.Main x.jar,com.acme.Main",
        "/opt/app/orders.jar --x,orders",
        "orders.jar,orders",
        "acme.orders/com.acme.Main,com.acme.Main",
        "'',java"
    })
    void theServiceIsTheMainClassOrJar(String command, String service) {
        Options options = options("", Map.of("sun.java.command", command), Map.of());

        assertThat(options.text(AgentOption.SERVICE)).isEqualTo(service);
    }

    @Test
    void theServiceIsNamedAsOthersNameIt() {
        Map<String, String> both = Map.of("OTEL_SERVICE_NAME", "otel", "SERVICE_NAME", "plain", "ENVIRONMENT", "prod");

        assertThat(options("", Map.of(), both).text(AgentOption.SERVICE)).isEqualTo("otel");
        assertThat(options("", Map.of(), Map.of("SERVICE_NAME", "plain")).text(AgentOption.SERVICE))
                .isEqualTo("plain");
        assertThat(options("service=own", Map.of(), both).text(AgentOption.SERVICE))
                .isEqualTo("own");
        assertThat(options("", Map.of(), both).text(AgentOption.ENVIRONMENT)).isEqualTo("prod");
    }
}
