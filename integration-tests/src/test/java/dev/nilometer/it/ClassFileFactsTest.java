package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** {@link ClassFileFacts} over classes whose facts are known. */
final class ClassFileFactsTest {

    @Test
    void seesVersionAndDynamicCallSites() throws IOException {
        assertThat(facts(Lambda.class)).isEqualTo(new ClassFileFacts(61, true));
        assertThat(facts(Plain.class)).isEqualTo(new ClassFileFacts(61, false));
    }

    private static ClassFileFacts facts(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return ClassFileFacts.read(in);
        }
    }

    static final class Lambda {
        static final Supplier<String> SUPPLIER = () -> "x";
    }

    static final class Plain {
        static final long LARGE = 1L << 40;
    }
}
