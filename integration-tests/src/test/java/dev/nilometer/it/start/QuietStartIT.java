package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Caller;
import dev.nilometer.it.host.Hello;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before the application's main, and where nothing is woven, only what is needed is loaded. */
class QuietStartIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void touchesNoLoggingManagementDatabaseOrByteBuddyBeforeMain(int version) {
        List<String> without =
                load(version, "without", HostJvm.running(Hello.class)).before(Hello.class.getName());
        List<String> with =
                load(version, "with", agentOn(HostJvm.running(Hello.class))).before(Hello.class.getName());

        assertThat(with)
                .contains("dev.nilometer.agent.Agent")
                .filteredOn(name -> !without.contains(name))
                .noneMatch(QuietStartIT::isHeavy);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void loadsNoByteBuddyWhereNothingIsWoven(int version) {
        assertThat(load(version, "hello", agentOn(HostJvm.running(Hello.class))).names())
                .noneMatch(name -> name.startsWith("net.bytebuddy."));
        assertThat(load(
                                version,
                                "caller",
                                agentOn(HostJvm.running(Caller.class))
                                        .argument(1)
                                        .argument(1)
                                        .argument(1))
                        .names())
                .anyMatch(name -> name.startsWith("net.bytebuddy."));
    }

    private static HostJvm.Builder agentOn(HostJvm.Builder host) {
        return host.agent("db.url=jdbc:postgresql://127.0.0.1:1/none;spool.dir=target/spool-quiet");
    }

    private LoadedClasses load(int version, String name, HostJvm.Builder host) {
        Path log = folder.resolve(name + ".log");
        HostJvm ended = host.java(Jdks.require(version))
                .option("-Xlog:class+load:file=" + log + ":none")
                .run();
        assertThat(ended.awaitExit()).isZero();
        return LoadedClasses.in(log);
    }

    private static boolean isHeavy(String name) {
        return name.startsWith("java.util.logging.")
                || name.startsWith("javax.management.")
                || name.startsWith("java.sql.")
                || name.startsWith("net.bytebuddy.")
                || name.startsWith("org.postgresql.");
    }
}
