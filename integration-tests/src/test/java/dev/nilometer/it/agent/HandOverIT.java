package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.HandOver;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that changes threads stays part of its execution, and the host finds its tasks as it gave them. */
class HandOverIT {
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void carriesExecutionsToOtherThreads(int version) {
        try (HostJvm host = HostJvm.running(HandOver.class)
                .java(Jdks.require(version))
                .agent("")
                .start()) {
            host.awaitOut("ready");
            Awaitility.await("the executors are woven")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> host.get("/v1/status").body().contains("\"library\":\"executors\""));
            host.tell("go");
            host.awaitOut("done");

            List<String> said = host.stdout();
            assertThat(said)
                    .contains(
                            "execute: carried",
                            "submit: carried",
                            "schedule: carried",
                            "fork-join: carried",
                            "supplyAsync: carried",
                            "thenRunAsync: carried",
                            "invokeAll: carried",
                            "thread: carried",
                            "thread in thread: carried",
                            "new pool: carried")
                    .contains("outside: lost", "repeated: lost", "the same objects: true", "removed: true")
                    .doesNotContain("outside: carried")
                    .noneMatch(line -> line.startsWith("a frame too many"));
            if (version >= 21) {
                assertThat(said).contains("virtual: carried");
            }
            assertThat(host.get("/v1/status").body())
                    .contains("\"refused_count\":0")
                    .doesNotContain("advice_errors");
        }
    }

    @Test
    void leavesTheJdkAloneWhenTold() {
        try (HostJvm host = HostJvm.running(HandOver.class)
                .agent("instrument.executors.enabled=false")
                .start()) {
            host.awaitOut("ready");
            host.tell("go");
            host.awaitOut("done");

            assertThat(host.stdout())
                    .contains("execute: lost", "thread: lost")
                    .noneMatch(line -> line.endsWith("carried"));
            assertThat(host.get("/v1/status").body()).doesNotContain("\"library\":\"executors\"");
        }
    }
}
