package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link Jdks} over whatever this machine has: at least the JDK that runs this test. */
final class JdksTest {

    @Test
    void findsTheJdkThatRunsTheTests() {
        assertThat(Jdks.find(Runtime.version().feature()))
                .hasValueSatisfying(home -> assertThat(home.resolve("bin")).isDirectory());
    }

    @Test
    void saysWhatToSetWhenThereIsNone() {
        assertThat(Jdks.find(5)).isEmpty();
        assertThat(Jdks.missing(5)).contains("no JDK 5", "set JAVA5_HOME");
    }
}
