package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Parent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the agent in JAVA_TOOL_OPTIONS every JVM has it: helpers print and end as without, and say one line at most. */
class HelperJvmIT {
    @TempDir
    private Path folder;

    @Test
    void toolsOfTheJdkWorkAsWithout() throws IOException {
        Path source = Files.writeString(folder.resolve("A.java"), "class A {}");
        Path store = folder.resolve("none.p12");
        for (List<String> command : List.of(
                List.of("java", "-version"),
                List.of("java", "--list-modules"),
                List.of("javac", "-d", folder.toString(), source.toString()),
                List.of("javac", folder.resolve("Missing.java").toString()),
                List.of("jps", "-help"),
                List.of("keytool", "-list", "-keystore", store.toString()),
                List.of("jar", "--version"))) {
            HostJvm without = run(command, "");
            HostJvm with = run(command, "-javaagent:" + BuiltJars.agent());

            assertThat(with.awaitExit()).as("%s", command).isEqualTo(without.awaitExit());
            assertThat(with.stdout()).as("%s", command).isEqualTo(without.stdout());
            assertThat(with.agentLines()).as("%s", command).hasSizeLessThanOrEqualTo(1);
            assertThat(with.stderr())
                    .as("%s", command)
                    .filteredOn(HelperJvmIT::isTools)
                    .isEqualTo(without.stderr());
        }
    }

    @Test
    void childrenOfAHostThatHasThePortSayOneLineAtMost() throws IOException {
        int port = freePort();
        HostJvm host = HostJvm.running(Parent.class)
                .variable("JAVA_TOOL_OPTIONS", "-javaagent:" + BuiltJars.agent())
                .variable("NILOMETER_HTTP_PORT", Integer.toString(port))
                .argument(3)
                .start();
        try (host) {
            assertThat(host.awaitErr("measures")).contains(":" + port + "/metrics");
            host.tell("go on");
            assertThat(host.awaitExit()).isZero();
            assertThat(host.stdout()).containsExactly("child hello", "child hello", "child hello", "children 3");
            assertThat(host.agentLines()).hasSize(4);
        }
    }

    private static boolean isTools(String line) {
        return !line.startsWith("nilometer: ") && !line.startsWith("Picked up ");
    }

    private static HostJvm run(List<String> command, String toolOptions) {
        HostJvm.Builder tool = HostJvm.bare()
                .java(Jdks.current().resolve("bin").resolve(command.get(0)))
                .variable("LC_ALL", "C");
        command.subList(1, command.size()).forEach(tool::argument);
        if (!toolOptions.isEmpty()) {
            tool.variable("JAVA_TOOL_OPTIONS", toolOptions);
        }
        return tool.run();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
