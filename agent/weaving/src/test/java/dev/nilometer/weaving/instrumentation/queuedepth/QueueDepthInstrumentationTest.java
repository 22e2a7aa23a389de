package dev.nilometer.weaving.instrumentation.queuedepth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.api.QueueDepth;
import dev.nilometer.bootstrap.QueueProbes;
import dev.nilometer.weaving.RefusedMember;
import dev.nilometer.weaving.WovenTargets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class QueueDepthInstrumentationTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    @Test
    void registersFieldsAndMethodsOfEachInstance() throws Exception {
        Object first = woven.call(Instances.class);
        Object second = woven.call(Instances.class);

        assertThat(depths()).containsEntry("field", 4L).containsEntry("method", 6L);
        assertThat(List.of(first, second)).as("kept alive until here").hasSize(2);
    }

    static class Instances implements Callable<Object> {
        @QueueDepth("field")
        private final BlockingQueue<Integer> inbox;

        Instances() {
            this(new ArrayBlockingQueue<>(9));
            inbox.add(2);
        }

        private Instances(BlockingQueue<Integer> inbox) {
            if (inbox.isEmpty()) {
                this.inbox = inbox;
                inbox.add(1);
                return;
            }
            this.inbox = inbox;
        }

        @QueueDepth("method")
        private int depth() {
            return 3;
        }

        @Override
        public Object call() {
            return this;
        }
    }

    @Test
    void registersStaticsWhenTheClassIsInitialised() throws Exception {
        Object withInitialiser = woven.call(Initialised.class);
        Object without = woven.call(Bare.class);
        Object constant = woven.call(ConstantOf.class);

        assertThat(depths())
                .containsEntry("initialised", 1L)
                .containsEntry("bare", 2L)
                .containsEntry("static method", 7L)
                .containsEntry("constant", 3L);
        assertThat(List.of(withInitialiser, without, constant))
                .as("kept alive until here")
                .hasSize(3);
    }

    static class Initialised implements Callable<Object> {
        @QueueDepth("initialised")
        static final List<String> WAITING = List.of("a");

        @Override
        public Object call() {
            return this;
        }
    }

    static class Bare implements Callable<Object> {
        @QueueDepth("bare")
        static Map<String, String> waiting;

        @QueueDepth("static method")
        static long depth() {
            return 7;
        }

        @Override
        public Object call() {
            waiting = Map.of("a", "b", "c", "d");
            return this;
        }
    }

    interface Constant {
        @QueueDepth("constant")
        List<Integer> WAITING = List.copyOf(List.of(1, 2, 3));
    }

    static class ConstantOf implements Callable<Object>, Constant {
        @Override
        public Object call() {
            assertThat(WAITING).hasSize(3);
            return this;
        }
    }

    @Test
    void refusesWhatCannotBeRead() throws Exception {
        Object target = woven.call(Wrong.class);

        assertThat(woven.report().refused())
                .extracting(RefusedMember::reason)
                .hasSize(3)
                .anySatisfy(reason -> assertThat(reason).contains("without parameters"))
                .anySatisfy(reason -> assertThat(reason).contains("returns a number"))
                .anySatisfy(reason -> assertThat(reason).contains("interface"));
        assertThat(target).isNotNull();
    }

    interface Waiting {
        @QueueDepth("interface")
        default int depth() {
            return 1;
        }
    }

    static class Wrong implements Callable<Object>, Waiting {
        @QueueDepth("parameters")
        int depth(Queue<?> queue) {
            return queue.size();
        }

        @QueueDepth("void")
        void nothing() {}

        @Override
        public Object call() {
            return this;
        }
    }

    private static Map<String, Long> depths() {
        Map<String, Long> depths = new TreeMap<>();
        QueueProbes.poll(depths::put);
        return depths;
    }
}
