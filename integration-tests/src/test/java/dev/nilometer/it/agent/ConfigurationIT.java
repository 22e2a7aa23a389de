package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Hello;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is configured, the application runs, and one line says what is wrong. */
class ConfigurationIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "=",
                "a=b",
                "http.prot=1",
                "http.port=99999",
                "send=soon",
                "enabled=maybe",
                "config=/does/not/exist",
                "db.url=jdbc:mysql://h/d",
                "log.level=shout"
            })
    void aWrongOptionIsOneLine(String argument) {
        HostJvm host = HostJvm.running(Hello.class).agent(argument).run();

        assertThat(host.awaitExit()).isZero();
        assertThat(host.stdout()).containsExactly("hello");
        assertThat(host.agentLines()).isNotEmpty().hasSize(2);
        assertThat(host.agentLines().get(0)).doesNotContain("Exception", "measures");
        assertThat(host.agentLines().get(1)).contains("measures");
    }

    @Test
    void aTakenPortLeavesTheRestWorking() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HostJvm host = HostJvm.running(Hello.class)
                        .agent("http.port=" + taken.getLocalPort())
                        .argument("wait")
                        .start()) {
            assertThat(host.awaitErr("cannot listen on")).contains(":" + taken.getLocalPort());
            assertThat(host.stdout()).containsExactly("hello");
        }
    }

    @Test
    void aSecondAgentIsRefused() {
        HostJvm host = HostJvm.running(Hello.class).agent("").agent("").run();

        assertThat(host.awaitExit()).isZero();
        assertThat(host.agentLines())
                .filteredOn(line -> line.contains("second"))
                .hasSize(1);
    }

    @Test
    void secretsAreNeverPrinted() {
        HostJvm host = HostJvm.running(Hello.class)
                .agent("log.level=debug;db.password=hunter2;db.url=jdbc:postgresql://127.0.0.1:1/d?sslpassword=hunter2;"
                        + "spool.dir=target/spool-secrets")
                .run();

        assertThat(host.awaitExit()).isZero();
        assertThat(host.stderr().toString()).contains("db.password").doesNotContain("hunter2");
    }
}
