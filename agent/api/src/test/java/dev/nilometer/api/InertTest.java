package dev.nilometer.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tested promise of the facade: without the agent it does nothing, whatever it is given. */
class InertTest {

    @Test
    void handsOutTheSameInstances() {
        try (Stage stage = Nilometer.stage("a");
                Execution execution = Nilometer.execution("a", "1")) {
            assertThat(stage).isSameAs(Nilometer.stage("b"));
            assertThat(execution).isSameAs(Nilometer.execution("b", "2"));
        }
        assertThat(Nilometer.forItem("1")).isSameAs(Nilometer.forItem("2"));
    }

    @Test
    void handsBackTheTaskItself() {
        Runnable runnable = () -> {};
        Callable<String> callable = () -> "";
        assertThat(Nilometer.wrap(runnable)).isSameAs(runnable);
        assertThat(Nilometer.wrap(callable)).isSameAs(callable);
    }

    @Test
    void knowsNoCorrelation() {
        Nilometer.correlation("c-1");
        assertThat(Nilometer.correlationId()).isNull();
    }

    @Test
    void closesTwice() {
        Stage stage = Nilometer.stage("a");
        stage.close();
        stage.close();
        assertThat(stage).isSameAs(Stage.INERT);
    }

    @ParameterizedTest
    @MethodSource("facade")
    void takesNullForEveryArgument(Method method) throws ReflectiveOperationException {
        Object target = target(method.getDeclaringClass());
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(InertTest::nothing)
                .toArray();
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " threw", e.getCause());
        }
    }

    @Test
    void takesDurationsThatNoLongHolds() {
        assertThat(Nanos.of(Duration.ofNanos(7))).isEqualTo(7);
        assertThat(Nanos.of(Duration.ofDays(365 * 1000L))).isEqualTo(Nanos.UNUSABLE);
        assertThat(Nanos.of(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(Nanos.UNUSABLE);
    }

    @Test
    void offersTheAgentNothingButJdkTypes() {
        for (Method hook : Hooks.class.getDeclaredMethods()) {
            assertThat(hook.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE))
                    .isEqualTo(Modifier.STATIC);
            assertThat(Stream.concat(Stream.of(hook.getReturnType()), Arrays.stream(hook.getParameterTypes())))
                    .allSatisfy(type -> assertThat(type.getClassLoader()).isNull());
        }
    }

    static Stream<Method> facade() {
        return Stream.of(Nilometer.class, ItemScope.class, Stage.class, Execution.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    private static Object target(Class<?> type) {
        return List.of(ItemScope.INERT, Stage.INERT, Execution.INERT).stream()
                .filter(type::isInstance)
                .findFirst()
                .orElse(ItemScope.INERT);
    }

    private static Object nothing(Class<?> type) {
        if (type == double.class) {
            return Double.NaN;
        }
        return type == long.class ? (Object) (-1L) : type == int.class ? (Object) (-1) : null;
    }
}
