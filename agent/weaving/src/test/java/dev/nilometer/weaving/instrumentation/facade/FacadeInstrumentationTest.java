package dev.nilometer.weaving.instrumentation.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.api.Actor;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Stage;
import dev.nilometer.weaving.WovenMember;
import dev.nilometer.weaving.WovenTargets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class FacadeInstrumentationTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    @Test
    void fillsEveryHook() throws Exception {
        Class<?> twin = hooks();

        assertThat(woven.report().refused()).isEmpty();
        assertThat(woven.report().woven()).extracting(WovenMember::className).containsExactly(twin.getName());
        var active = twin.getDeclaredMethod("active");
        active.setAccessible(true);
        assertThat(active.invoke(null)).isEqualTo(true);
    }

    @Test
    void tellsTheRunningExecution() throws Exception {
        Callable<?> target = (Callable<?>) woven.loader(
                        getClass(),
                        Nilometer.class,
                        Stage.class,
                        apiClass("Hooks"),
                        apiClass("Execution"),
                        apiClass("ItemScope"))
                .twin(Told.class)
                .getDeclaredConstructor()
                .newInstance();

        assertThat(target.call()).isEqualTo(List.of("chosen", true));
        assertThat(woven.executions()).hasSize(2);
        assertThat(woven.executions().get(0).item()).isEqualTo("i-2");
        assertThat(woven.executions().get(1)).satisfies(ended -> {
            assertThat(ended.user()).isEqualTo("u-17");
            assertThat(ended.tokens()).isEqualTo(812);
            assertThat(ended.metadata()).containsExactly("workflow", "w-9", "in", "stage");
        });
        assertThat(woven.samples()).contains("told/render");
    }

    public static class Told implements Callable<Object> {
        public Told() {}

        @Override
        @Actor("told")
        public Object call() {
            Nilometer.user("u-17");
            Nilometer.tokens("m", "read", "input", 812);
            Nilometer.put("workflow", "w-9");
            Nilometer.correlation("chosen");
            Runnable task = () -> {};
            boolean wrapped = Nilometer.wrap(task) != task;
            try (Stage stage = Nilometer.stage("render")) {
                Nilometer.put("in", "stage");
            }
            try (var inner = Nilometer.execution("inner", "i-2")) {
                inner.attempt(2);
            }
            return List.of(Nilometer.correlationId(), wrapped);
        }
    }

    private Class<?> hooks() throws ClassNotFoundException {
        return woven.loader(apiClass("Hooks")).twin(apiClass("Hooks"));
    }

    private static Class<?> apiClass(String name) throws ClassNotFoundException {
        return Class.forName("dev.nilometer.api." + name);
    }
}
