package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** {@link Jdks} over whatever this machine has: at least the JDK that runs this test. */
final class JdksTest {

    @Test
    void findsTheJdkThatRunsTheTests() {
        assertThat(Jdks.find(Runtime.version().feature()))
                .hasValueSatisfying(home -> assertThat(home.resolve("bin")).isDirectory());
    }

    @Test
    void skipsWithASentenceWhenThereIsNone() {
        assertThat(catchThrowable(() -> Jdks.require(5)))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("set JAVA5_HOME");
    }
}
