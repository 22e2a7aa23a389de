package dev.nilometer.weaving.instrumentation.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.api.Actor;
import dev.nilometer.api.Attempt;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.weaving.RefusedMember;
import dev.nilometer.weaving.WovenTargets;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class ActorInstrumentationTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    @Test
    void namesActorsByAnnotationOrByClassAndMethod() throws Exception {
        woven.call(Named.class);

        assertThat(woven.executions()).extracting(OpenExecution::actor).containsExactly("triage", "Named.unnamed");
        assertThat(woven.samples()).as("a stage inside takes its actor").containsExactly("triage/read");
    }

    static class Named implements Callable<Object> {
        @Actor("triage")
        void named() {
            read();
        }

        @Actor
        private static void unnamed() {}

        @Timed
        void read() {}

        @Override
        public Object call() {
            named();
            unnamed();
            return 0;
        }
    }

    @Test
    void readsTheItemOnEntryWhateverComesBeforeIt() throws Exception {
        woven.call(Items.class);

        assertThat(woven.executions())
                .extracting(OpenExecution::item)
                .containsExactly("first", "42", new UUID(1, 2).toString(), "7", null);
        assertThat(woven.executions()).extracting(OpenExecution::attempt).containsExactly(3, 4, 5, 6, 1);
    }

    static class Items implements Callable<Object> {
        @Actor
        void text(long pad, double pad2, @ItemId String id, @Attempt int attempt) {
            id = "changed" + pad + pad2;
            attempt = id.length();
        }

        @Actor
        static void number(long pad, @ItemId long id, @Attempt long attempt) {}

        @Actor
        void uuid(@Attempt Integer attempt, @ItemId UUID id) {}

        @Actor
        void character(@ItemId char id, @Attempt short attempt) {}

        @Actor
        void missing(@ItemId String id, @Attempt Long attempt) {}

        @Override
        public Object call() {
            text(1, 2, "first", 3);
            number(0, 42, 4);
            uuid(5, new UUID(1, 2));
            character('7', (short) 6);
            missing(null, null);
            return 0;
        }
    }

    @Test
    void readsTheItemFromANamedMember() throws Exception {
        woven.call(Members.class);

        assertThat(woven.executions())
                .extracting(OpenExecution::item)
                .containsExactly("component", "getter", "field", null, null);
    }

    record Mail(String id) {}

    static class Order {
        private final String code = "field";

        private String getId() {
            return "getter";
        }

        String broken() {
            throw new IllegalStateException("no");
        }
    }

    static class Members implements Callable<Object> {
        @Actor
        void component(@ItemId("id") Mail mail) {}

        @Actor
        void getter(@ItemId("id") Order order) {}

        @Actor
        void field(@ItemId("code") Order order) {}

        @Actor
        void unknown(@ItemId("nothing") Order order) {}

        @Actor
        void broken(@ItemId("broken") Order order) {}

        @Override
        public Object call() {
            component(new Mail("component"));
            getter(new Order());
            field(new Order());
            unknown(new Order());
            broken(new Order());
            return 0;
        }
    }

    @Test
    void refusesAnAttemptThatIsNoNumber() throws Exception {
        woven.call(Wrong.class);

        assertThat(woven.executions()).hasSize(1);
        assertThat(woven.report().refused())
                .extracting(RefusedMember::reason)
                .containsExactly("@Attempt takes an int or a long");
    }

    static class Wrong implements Callable<Object> {
        @Actor
        void attempt(@Attempt String attempt) {}

        @Override
        public Object call() {
            attempt("3");
            return 0;
        }
    }

    @Test
    void countsASuperCallOrARecursionForTheSameItemOnce() throws Exception {
        woven.call(Child.class);

        assertThat(woven.executions()).extracting(OpenExecution::item).containsExactly("a", "c", "b");
    }

    static class Parent {
        @Actor("worker")
        void work(@ItemId String id) {}
    }

    static class Child extends Parent implements Callable<Object> {
        @Override
        @Actor("worker")
        void work(@ItemId String id) {
            super.work(id);
        }

        @Actor("walker")
        void walk(@ItemId String id, int deeper) {
            if (deeper > 0) {
                walk(id, deeper - 1);
            } else {
                work("c");
            }
        }

        @Override
        public Object call() {
            work("a");
            walk("b", 3);
            return 0;
        }
    }

    @Test
    void endsWithTheExceptionOrTheCompletion() {
        assertThatThrownBy(() -> woven.call(Failing.class)).hasMessage("bad mail");

        assertThat(woven.executions()).singleElement().satisfies(ended -> {
            assertThat(ended.failed()).isTrue();
            assertThat(ended.errorType()).isEqualTo("IllegalArgumentException");
        });
    }

    static class Failing implements Callable<Object> {
        @Override
        @Actor
        public Object call() {
            throw new IllegalArgumentException("bad mail");
        }
    }

    @Test
    void endsWithTheCompletionOfItsResult() throws Exception {
        CompletableFuture<?> result = (CompletableFuture<?>) woven.call(Later.class);

        assertThat(woven.executions()).isEmpty();
        result.completeExceptionally(new IllegalStateException("late"));
        assertThat(woven.executions())
                .singleElement()
                .satisfies(ended -> assertThat(ended.errorType()).isEqualTo("IllegalStateException"));
    }

    static class Later implements Callable<Object> {
        @Actor
        CompletionStage<String> start() {
            return new CompletableFuture<>();
        }

        @Override
        public Object call() {
            return start();
        }
    }
}
