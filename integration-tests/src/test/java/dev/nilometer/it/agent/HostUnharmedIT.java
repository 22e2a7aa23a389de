package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Hello;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's stdout, stderr and exit code are the same with the agent and without, however it ends. */
class HostUnharmedIT {
    @ParameterizedTest
    @CsvSource({
        "17,return,0", "17,exit,7", "17,throw,1", "17,hooked,0",
        "25,return,0", "25,exit,7", "25,throw,1", "25,hooked,0"
    })
    void endsAsItWouldWithout(int version, String ending, int exitCode) {
        HostJvm without = hello(version).argument(ending).run();
        HostJvm with = hello(version).agent("").argument(ending).run();

        assertThat(with.awaitExit()).isEqualTo(without.awaitExit()).isEqualTo(exitCode);
        assertThat(with.stdout()).isEqualTo(without.stdout());
        assertThat(ownLines(with)).isEqualTo(without.stderr());
        assertThat(with.agentLines()).first().asString().contains("measures " + Hello.class.getName());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void endsOnASignalAsItWouldWithout(int version) {
        try (HostJvm host = hello(version).agent("").argument("wait").start()) {
            host.awaitOut("hello");
            host.terminate();
            assertThat(host.awaitExit()).isEqualTo(128 + 15);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void printsItsVersionAsItWouldWithout(int version) {
        HostJvm with = HostJvm.bare()
                .java(Jdks.require(version))
                .variable("JAVA_TOOL_OPTIONS", "-javaagent:" + BuiltJars.agent())
                .option("-version")
                .run();

        assertThat(with.awaitExit()).isZero();
        assertThat(with.stdout()).isEmpty();
        assertThat(ownLines(with)).anyMatch(line -> line.contains("version \"" + version));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void doesNothingWhenDisabled(int version) {
        HostJvm host = hello(version).agent("enabled=false").run();

        assertThat(host.awaitExit()).isZero();
        assertThat(host.agentLines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void runsWithoutTheModulesThatAreNotThere(int version) {
        HostJvm host = hello(version)
                .option("--limit-modules=java.base,java.instrument")
                .agent("db.url=jdbc:postgresql://127.0.0.1:1/none;spool.dir=target/spool-" + version)
                .argument("wait")
                .start();
        try (host) {
            host.awaitErr("--add-modules java.sql");
            host.awaitErr("--add-modules jdk.httpserver");
            assertThat(host.stdout()).containsExactly("hello");
        }
    }

    private static HostJvm.Builder hello(int version) {
        return HostJvm.running(Hello.class).java(Jdks.require(version));
    }

    private static List<String> ownLines(HostJvm host) {
        return host.stderr().stream()
                .filter(line -> !line.startsWith("nilometer: ") && !line.startsWith("Picked up "))
                .toList();
    }
}
