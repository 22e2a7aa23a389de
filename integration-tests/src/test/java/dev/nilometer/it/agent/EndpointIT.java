package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's port tells what was recorded, who is well, and how the agent is set. */
class EndpointIT {
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aScrapeSeesEveryRecordMadeBefore(int version) {
        try (HostJvm host = caller("service=shop;environment=test")
                .java(Jdks.require(version))
                .start()) {
            host.awaitOut("samples ");

            assertThat(host.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(host.get("/metrics").headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(host.get("/metrics").body())
                    .containsPattern("processing_duration_seconds_count\\{[^}]*actor=\"caller\"[^}]*} 20")
                    .containsPattern("execution_duration_seconds_count\\{[^}]*service=\"shop\"[^}]*} 10")
                    .containsPattern("nilometer_records_total\\{[^}]*kind=\"sample\"[^}]*} 23")
                    .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0")
                    .contains("jvm_");
        }
    }

    @Test
    void theStatusShowsWhatIsWovenAndHowItIsSet() {
        try (HostJvm host = caller("db.password=hunter2;send=3s").start()) {
            host.awaitOut("samples ");
            Awaitility.await("a drain that had a processor")
                    .untilAsserted(
                            () -> assertThat(host.get("/v1/status").body()).contains("\"recorded\":23"));
            assertThat(host.get("/v1/status").body())
                    .contains("\"class\":\"dev.nilometer.it.host.Caller\"")
                    .contains("\"actor\":\"caller\"", "\"stage\":\"step\"")
                    .contains("\"send\":{\"value\":\"3s\",\"source\":\"agent argument\"}")
                    .contains("\"recorded\":23")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void healthAndReadinessAnswerWithoutADatabase() {
        try (HostJvm host = caller("").start()) {
            assertThat(host.get("/health").body()).contains("\"status\":\"healthy\"");
            assertThat(host.get("/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void readinessAsksWhatTheUserNamed() throws IOException {
        try (ServerSocket neighbour = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HostJvm host = caller("ready.near=tcp://127.0.0.1:" + neighbour.getLocalPort()
                                + ";ready.far=tcp://127.0.0.1:1")
                        .start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> host.get("/ready").body().contains("\"name\":\"near\",\"healthy\":true"));
            assertThat(host.get("/ready").statusCode()).isEqualTo(503);
            assertThat(host.get("/ready").body()).contains("not-ready", "\"name\":\"far\",\"healthy\":false");
            assertThat(host.get("/ready?exclude=far").statusCode()).isEqualTo(200);
        }
    }

    private static HostJvm.Builder caller(String options) {
        return HostJvm.running(Caller.class)
                .agent(options)
                .argument(10)
                .argument(2)
                .argument(3)
                .argument("wait");
    }
}
