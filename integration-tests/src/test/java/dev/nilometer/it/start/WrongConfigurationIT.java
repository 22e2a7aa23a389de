package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Hello;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is configured wrongly, the application runs as without the agent, and one line says what is wrong. The same
 * in-process, for many more: {@code WrongOptionsTest} of agent/dist.
 */
class WrongConfigurationIT {
    private static final Duration MOST_FOR_ONE = Duration.ofSeconds(30);
    private static final int LONGEST_LINE = 700;

    @TempDir
    private Path folder;

    @Test
    void aFewAreOneLineEach() throws IOException {
        startWithEach(20, 7);
    }

    @Test
    @Tag("storm")
    void twoHundredAreOneLineEach() throws IOException {
        startWithEach(200, 20261122);
    }

    private void startWithEach(int count, long seed) throws IOException {
        HostJvm without = HostJvm.running(Hello.class).argument("exit").run();
        for (WrongConfiguration wrong : WrongConfiguration.several(count, seed)) {
            HostJvm.Builder builder = HostJvm.running(Hello.class).argument("exit");
            wrong.writeTo(builder, folder);
            HostJvm host = builder.start();

            assertThat(host.awaitExit(MOST_FOR_ONE)).as("%s", wrong).isEqualTo(without.awaitExit());
            assertThat(host.stdout()).as("%s", wrong).isEqualTo(without.stdout());
            assertThat(host.agentLines()).as("%s", wrong).hasSize(2);
            assertThat(host.agentLines().get(0))
                    .as("%s", wrong)
                    .containsAnyOf("the nearest is `", " is not ", "is ignored")
                    .doesNotContain("Exception", "\u001b", "\u0007")
                    .hasSizeLessThan(LONGEST_LINE);
            assertThat(host.agentLines().get(1)).as("%s", wrong).contains("measures " + Hello.class.getName());
            assertThat(host.stderr()).as("%s", wrong).hasSize(without.stderr().size() + 2);
        }
    }
}
