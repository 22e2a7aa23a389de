package dev.nilometer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tested promise of the facade: without the agent it does nothing, whatever it is given. */
class InertTest {
    private static final int WARM = 5_000;
    private static final int CALLS = 20_000;
    private static final Runnable TASK = Nilometer::humanIntervention;
    private static final Callable<@Nullable String> CALLABLE = Nilometer::correlationId;
    private static final String[] PAIRS = {"reason", "safety"};

    /** Carries every kind of annotation that an application writes. */
    private static final class Annotated {
        @QueueDepth("q")
        private final Queue<String> queue = new ArrayDeque<>();

        @QueueConsumer(queue = "q", actor = "a")
        @Timed(stage = "s")
        void handle(@ItemId String id, @EnqueuedAt Instant at, @Attempt int attempt) {
            queue.add(id);
            Nilometer.event("handled", "at", at.toString(), "attempt", Integer.toString(attempt));
        }
    }

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
    void allocatesNothing() {
        Throwable failure = new IllegalStateException("planted");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        sayEverything(WARM, failure);
        long before = threads.getCurrentThreadAllocatedBytes();
        sayEverything(CALLS, failure);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // the measurement itself may cost some; a single object a call would be 320 kB
        assertThat(allocated).isLessThan(CALLS);
    }

    @Test
    void staysInertWhenTheAnnotationsAreRead() throws ReflectiveOperationException {
        Method method = Annotated.class.getDeclaredMethod("handle", String.class, Instant.class, int.class);
        assertThat(Arrays.stream(method.getAnnotations()).map(InertTest::typeOf))
                .containsExactlyInAnyOrder(QueueConsumer.class, Timed.class);
        assertThat(Arrays.stream(method.getParameterAnnotations())
                        .flatMap(Arrays::stream)
                        .map(InertTest::typeOf))
                .containsExactly(ItemId.class, EnqueuedAt.class, Attempt.class);
        assertThat(method.getAnnotation(QueueConsumer.class).queue()).isEqualTo("q");

        new Annotated().handle("1", Instant.EPOCH, 1);
        assertThat(Nilometer.correlationId()).isNull();
        allocatesNothing();
    }

    @Test
    void keepsNoStateAndStartsNoThread() throws ReflectiveOperationException {
        for (Class<?> type :
                List.of(Nilometer.class, Hooks.class, ItemScope.class, Stage.class, Execution.class, Nanos.class)) {
            assertThat(type.getDeclaredFields())
                    .filteredOn(field -> Modifier.isStatic(field.getModifiers()))
                    .allMatch(field -> Modifier.isFinal(field.getModifiers()));
        }
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (Method method : facade().toList()) {
            takesNullForEveryArgument(method);
        }
        sayEverything(1, new IllegalStateException("planted"));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().contains("nilometer"));
        assertThat(Stage.INERT).hasAllNullFieldsOrProperties();
        assertThat(Execution.INERT).hasAllNullFieldsOrProperties();
    }

    /** Each method of the facade, with arguments made beforehand; varargs with pairs are an array at each call. */
    private static void sayEverything(int times, Throwable failure) {
        for (int i = 0; i < times; i++) {
            sayInside(failure);
            sayOfItem(Nilometer.forItem("item"));
            Nilometer.wrap(TASK);
            Nilometer.wrap(CALLABLE);
        }
    }

    private static void sayInside(Throwable failure) {
        try (Execution execution = Nilometer.execution("actor", "item");
                Stage stage = Nilometer.stage("stage")) {
            execution.attempt(2);
            execution.enqueuedAt(Instant.EPOCH);
            execution.failed(failure);
            stage.failed(failure);
            Nilometer.tokens("model", "operation", "input", 812);
            Nilometer.cost("model", 0.004);
            Nilometer.confidence(0.9);
            Nilometer.user("user");
            Nilometer.humanIntervention();
            Nilometer.event("event", PAIRS);
            Nilometer.value("value", 12.5, PAIRS);
            Nilometer.put("key", "value");
            Nilometer.error("Error");
            Nilometer.queueDepth("queue", 12);
            Nilometer.processingTime("actor", "stage", Duration.ZERO);
            Nilometer.correlation("c");
            Nilometer.correlationId();
        }
    }

    private static void sayOfItem(ItemScope item) {
        item.tokens("model", "operation", "input", 812);
        item.cost("model", 0.004);
        item.confidence(0.9);
        item.user("user");
        item.humanIntervention();
        item.event("event", PAIRS);
        item.value("value", 12.5, PAIRS);
        item.put("key", "value");
        item.error("Error");
    }

    private static Class<?> typeOf(Annotation annotation) {
        return annotation.annotationType();
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
