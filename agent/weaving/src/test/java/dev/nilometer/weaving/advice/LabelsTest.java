package dev.nilometer.weaving.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Items;
import dev.nilometer.api.Label;
import dev.nilometer.api.Timed;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.weaving.RefusedMember;
import dev.nilometer.weaving.WovenTargets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class LabelsTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    @Test
    void readsLabelsOnEntryAndLeavesOutNull() throws Exception {
        woven.call(Stages.class);

        assertThat(woven.samples())
                .containsExactly(
                        "Stages.text/text [tenant, a]",
                        "Stages.text/text [tenant, b]",
                        "Stages.text/text",
                        "Stages.many/many [unit, SECONDS, number, 42, flag, true]",
                        "Stages.broken/broken");
    }

    static class Stages implements Callable<Object> {
        @Timed
        void text(long pad, @Label("tenant") String tenant) {
            tenant = "changed" + pad;
        }

        @Timed
        static int many(
                @Label("unit") TimeUnit unit, double pad, @Label("number") long n, @Label("flag") boolean flag) {
            return 0;
        }

        @Timed
        void broken(@Label("strange") Object strange) {}

        @Override
        public Object call() {
            text(1, "a");
            text(1, "b");
            text(1, null);
            many(TimeUnit.SECONDS, 1.5, 42, true);
            broken(new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no");
                }
            });
            return 0;
        }
    }

    @Test
    void labelsWhatFailsAndWhatCompletesLater() throws Exception {
        assertThatThrownBy(() -> woven.call(Failing.class)).hasMessage("bad");
        CompletableFuture<?> result = (CompletableFuture<?>) woven.call(Later.class);
        result.complete(null);

        assertThat(woven.samples())
                .containsExactly(
                        "Failing.call/fail failed [tenant, a]",
                        "2 actor Failing.call stage fail error_type IllegalStateException",
                        "Later.start/start [tenant, b]");
    }

    static class Failing implements Callable<Object> {
        @Override
        public Object call() {
            return fail("a");
        }

        @Timed(actor = "Failing.call")
        Object fail(@Label("tenant") String tenant) {
            throw new IllegalStateException("bad");
        }
    }

    static class Later implements Callable<Object> {
        @Timed
        CompletionStage<String> start(@Label("tenant") String tenant) {
            return new CompletableFuture<>();
        }

        @Override
        public Object call() {
            return start("b");
        }
    }

    @Test
    void putsTheLabelsOfAnExecutionIntoItsMetadata() throws Exception {
        woven.call(Actors.class);

        assertThat(woven.executions())
                .extracting(OpenExecution::metadata)
                .containsExactly(new String[] {"tenant", "a", "region", "eu"}, new String[] {"region", "us"});
        assertThat(woven.executions()).extracting(OpenExecution::item).containsExactly("x", "y");
    }

    static class Actors implements Callable<Object> {
        @Actor
        Object work(@Label("tenant") String tenant, @ItemId String id, @Label("region") String region) {
            return tenant;
        }

        @Override
        public Object call() {
            work("a", "x", "eu");
            work(null, "y", "us");
            return 0;
        }
    }

    @Test
    void refusesNamesThatAreTakenTwiceThereOrTooMany() throws Exception {
        woven.call(Wrong.class);

        assertThat(woven.samples()).containsExactly("Wrong.wrong/wrong [fine, 2]");
        assertThat(woven.report().refused())
                .extracting(RefusedMember::reason)
                .containsExactly(
                        "@Label(\"actor\"): the name is taken; give it another",
                        "@Label needs a name",
                        "@Label(\"fine\") is there twice; the first counts",
                        "@Label(\"n\") is one too many, 13 are possible here");
    }

    static class Wrong implements Callable<Object> {
        @Timed
        void wrong(@Label("actor") int a, @Label("") int b, @Label("fine") int c, @Label("fine") int d) {}

        @Timed
        void tooMany(
                @Label("a") int a,
                @Label("b") int b,
                @Label("c") int c,
                @Label("d") int d,
                @Label("e") int e,
                @Label("f") int f,
                @Label("g") int g,
                @Label("h") int h,
                @Label("i") int i,
                @Label("j") int j,
                @Label("k") int k,
                @Label("l") int l,
                @Label("m") int m,
                @Label("n") int n) {}

        @Override
        public Object call() {
            wrong(0, 1, 2, 3);
            return 0;
        }
    }

    @Test
    void aBatchIsOneExecutionLinkedToItsItems() throws Exception {
        woven.call(Batches.class);

        List<OpenExecution> batches =
                woven.executions().stream().filter(e -> !e.actor().isEmpty()).toList();
        assertThat(batches)
                .extracting(OpenExecution::metadata)
                .containsExactly(
                        new String[] {"items", "2"},
                        new String[] {"items", "3"},
                        new String[] {"items", "200"},
                        new String[] {"items", "2"},
                        new String[] {"items", "0"},
                        new String[] {});
        assertThat(linkedTo(batches.get(0))).containsExactly("a", "b");
        assertThat(linkedTo(batches.get(1))).containsExactly("1", "2", "3");
        assertThat(linkedTo(batches.get(2))).hasSize(100);
        assertThat(linkedTo(batches.get(3))).containsExactlyInAnyOrder("k1", "k2");
        assertThat(linkedTo(batches.get(4))).isEmpty();
    }

    private List<String> linkedTo(OpenExecution batch) {
        return woven.executions().stream()
                .filter(e -> e.parentNumber() == batch.number())
                .map(OpenExecution::item)
                .toList();
    }

    record Mail(String id) {}

    static class Batches implements Callable<Object> {
        @Actor
        void list(@Items("id") List<Mail> mails) {}

        @Actor
        void array(@Items int[] numbers) {}

        @Actor
        void iterable(@Items Iterable<Integer> numbers) {}

        @Override
        public Object call() {
            list(List.of(new Mail("a"), new Mail("b")));
            array(new int[] {1, 2, 3});
            List<Integer> many = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                many.add(i);
            }
            iterable(new Iterable<>() {
                @Override
                public Iterator<Integer> iterator() {
                    return many.iterator();
                }
            });
            map(Map.of("k1", 1, "k2", 2).keySet());
            list(List.of());
            list(null);
            return 0;
        }

        @Actor
        void map(@Items Object keys) {}
    }
}
