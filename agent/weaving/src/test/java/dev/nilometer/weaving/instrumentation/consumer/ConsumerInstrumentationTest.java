package dev.nilometer.weaving.instrumentation.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.api.Actor;
import dev.nilometer.api.EnqueuedAt;
import dev.nilometer.api.QueueConsumer;
import dev.nilometer.api.Timed;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.weaving.WovenMember;
import dev.nilometer.weaving.WovenTargets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class ConsumerInstrumentationTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    @Test
    void winsOverActorAndTimed() throws Exception {
        woven.call(Three.class);

        assertThat(woven.executions()).singleElement().satisfies(ended -> {
            assertThat(ended.actor()).isEqualTo("consumer");
            assertThat(ended.queue()).isEqualTo("inbox");
        });
        assertThat(woven.samples()).isEmpty();
        assertThat(woven.report().woven()).extracting(WovenMember::library).containsExactly("consumer");
    }

    static class Three implements Callable<Object> {
        @Override
        @Timed
        @Actor("actor")
        @QueueConsumer(queue = "inbox", actor = "consumer")
        public Object call() {
            return 0;
        }
    }

    @Test
    void measuresTheWaitOfEveryKindOfInstant() throws Exception {
        woven.call(Waits.class);

        assertThat(woven.executions()).hasSize(5);
        assertThat(woven.executions().subList(0, 4))
                .allSatisfy(
                        ended -> assertThat(Duration.ofNanos(ended.waitNanos())).isGreaterThan(Duration.ofHours(1)));
        assertThat(woven.executions().get(4).waitNanos()).isEqualTo(OpenExecution.NO_WAIT);
        assertThat(woven.report().refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("@EnqueuedAt"));
    }

    record Message(String id, Instant timestamp) {}

    static class Waits implements Callable<Object> {
        @QueueConsumer(queue = "q")
        void instant(@EnqueuedAt Instant at) {}

        @QueueConsumer(queue = "q")
        void date(@EnqueuedAt Date at) {}

        @QueueConsumer(queue = "q")
        void millis(double pad, @EnqueuedAt long at) {}

        @QueueConsumer(queue = "q")
        void member(@EnqueuedAt("timestamp") Message message) {}

        @QueueConsumer(queue = "q")
        void wrong(@EnqueuedAt boolean at) {}

        @Override
        public Object call() {
            Instant earlier = Instant.now().minus(Duration.ofHours(2));
            instant(earlier);
            date(Date.from(earlier));
            millis(1, earlier.toEpochMilli());
            member(new Message("m", earlier));
            wrong(true);
            return 0;
        }
    }
}
