package dev.nilometer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassHeaderTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                ArrayList.class,
                Enum.class,
                String.class,
                Runnable.class,
                Object.class,
                AgentLog.class,
                Thread.class
            })
    void findsWhatTheClassSaysOfItself(Class<?> type) throws IOException {
        List<String> expected = new ArrayList<>();
        Class<?> superclass = type.isInterface() ? Object.class : type.getSuperclass();
        expected.add(superclass == null ? "" : internal(superclass));
        for (Class<?> implemented : type.getInterfaces()) {
            expected.add(internal(implemented));
        }
        assertThat(ClassHeader.supertypes(bytes(type))).isEqualTo(expected);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        byte[] noClass = {0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 99};
        assertThatThrownBy(() -> ClassHeader.supertypes(noClass)).isInstanceOf(IOException.class);
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in =
                type.getResourceAsStream(type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class")) {
            return in.readAllBytes();
        }
    }
}
