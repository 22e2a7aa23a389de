package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.SelfCounter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners of frameworks, without an annotation of ours, without a library: by the names of theirs. */
final class ListenersTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    private List<OpenExecution> call(String className, String method) throws Exception {
        CompiledTargets.call(woven.weaver(), className, method);
        return woven.executions();
    }

    private static String shown(OpenExecution ended) {
        boolean waited = Duration.ofNanos(Math.max(0, ended.waitNanos())).toHours() == 2;
        return ended.actor() + " " + ended.queue() + " " + ended.item() + " #" + ended.attempt()
                + (waited ? " waited" : "") + (ended.failed() ? " " + ended.errorType() : "");
    }

    @Test
    void asksTheRecordOfKafka() throws Exception {
        assertThat(call("app.Listeners", "kafka"))
                .extracting(ListenersTest::shown)
                .containsExactly(
                        "Listeners.onRecord orders o-1 #3 waited",
                        "Listeners.onRecord orders orders.eu-3@42 #1 waited",
                        "clerk orders o-2 #1 waited",
                        "Listeners.onOwnItem orders mine #1 waited",
                        "Listeners.onLater pinned k1 #1 waited",
                        "Listeners.onLater pinned pinned-3@42 #1");
        assertThat(woven.samples()).containsExactly("Listeners.onStage/step");
    }

    @Test
    void asksTheRecordThatTheFrameworkWasGiven() throws Exception {
        assertThat(call("app.Listeners", "adapted"))
                .extracting(ListenersTest::shown)
                .containsExactly(
                        "Listeners.onValue orders.eu o-5 #2 waited",
                        "Listeners.onValue orders.us o-6 #1 waited IllegalArgumentException",
                        "Listeners.onValue ${orders} null #1");
    }

    @Test
    void asksTheMessageThatSqsWasGiven() throws Exception {
        assertThat(call("app.Listeners", "sqs"))
                .extracting(ListenersTest::shown)
                .containsExactly("Listeners.onPayload payloads 11111111-1111-1111-1111-111111111111 #2 waited");
    }

    @Test
    void countsABatchAsOneExecutionThatIsLinkedToItsItems() throws Exception {
        List<OpenExecution> ended = call("app.Listeners", "batch");

        assertThat(ended.get(0))
                .satisfies(batch -> assertThat(shown(batch)).isEqualTo("Listeners.onBatch orders.eu null #1 waited"))
                .satisfies(batch -> assertThat(batch.metadata()).containsExactly("items", "2"));
        assertThat(ended.stream().filter(each -> each.actor().isEmpty()).map(OpenExecution::item))
                .containsExactly("o-7", "o-8");
        assertThat(shown(ended.get(ended.size() - 1))).isEqualTo("Listeners.onBatch a,b null #1");
    }

    @Test
    void countsAMessageThatCannotBeRead() throws Exception {
        long before = SelfCounter.MESSAGE_ERRORS.count();

        assertThat(call("app.Listeners", "broken"))
                .extracting(ListenersTest::shown)
                .containsExactly("Listeners.onRecord orders null #1 waited");
        assertThat(SelfCounter.MESSAGE_ERRORS.count()).isEqualTo(before + 1);
    }

    @Test
    void asksMessagesOfOtherSystems() throws Exception {
        assertThat(call("app.Listeners", "others"))
                .extracting(ListenersTest::shown)
                .containsExactly(
                        "Listeners.onAmqp mails.eu amqp-1 #4 waited",
                        "Listeners.onBound bound null #1",
                        "Listeners.onText orders.jms ID:1 #2 waited",
                        "Listeners.onJob jobs sqs-1 #4 waited",
                        "Listeners.onMessage orders.asia o-9 #5 waited");
    }

    @Test
    void seesTheClockAndEvents() throws Exception {
        assertThat(call("app.Listeners", "clock"))
                .extracting(ListenersTest::shown)
                .containsExactly("Listeners.tick  null #1", "Listeners.onEvent  null #1");
    }

    @Test
    void takesTheTopicOfAHandlerFromItsClass() throws Exception {
        assertThat(call("app.Handlers", "handle"))
                .extracting(ListenersTest::shown)
                .containsExactly("Handlers.onText parcels null #1");
    }

    @Test
    void seesAnnotationsThatStandMoreThanOnceOrOnTheClass() throws Exception {
        assertThat(call("app.Repeated", "call"))
                .extracting(ListenersTest::shown)
                .containsExactly(
                        "Repeated.onRecord orders.eu o-1 #1 waited",
                        "Repeated.onMail a,b null #1",
                        "Repeated.onText c,d null #1",
                        "Repeated.tick  null #1",
                        "Repeated.onHandled mails null #1");
    }

    @Test
    void seesAnnotationsThatAreMadeOfThese() throws Exception {
        CompiledTargets.load(woven.weaver(), "app.DeskListener", "app.ParcelsListener", "app.Nightly");

        assertThat(call("app.Composed", "call"))
                .extracting(ListenersTest::shown)
                .containsExactly(
                        "Composed.onLeft left-desk null #1",
                        "Composed.onFront front-desk null #1",
                        "Composed.onBoth orders.eu o-1 #1 waited",
                        "Composed.onParcel parcels null #1",
                        "Composed.atNight  null #1");
        assertThat(call("app.ComposedHandlers", "call"))
                .extracting(ListenersTest::shown)
                .last()
                .isEqualTo("ComposedHandlers.onText parcels null #1");
        assertThat(woven.report().refused()).isEmpty();
    }

    @Test
    void doesNotSeeAnAnnotationThatIsLoadedAfterItsCarrier() throws Exception {
        assertThat(call("app.Composed", "call")).isEmpty();
    }

    @Test
    void timesWhatOtherLibrariesTime() throws Exception {
        CompiledTargets.call(woven.weaver(), "app.Timers", "time");

        assertThat(woven.samples())
                .containsExactly(
                        "Timers.micrometer/mail.send [kind, news, region, eu]",
                        "Timers.counted/mail.count",
                        "Timers.reserved/taken",
                        "Timers.dropwizard/dropped",
                        "Timers.microprofile/profiled [kind, bill, eq, a=b]",
                        "Timers.span/span failed",
                        "2 actor Timers.span stage span error_type IllegalStateException",
                        "Timers.unnamed/unnamed",
                        "Whole.one/one");
        assertThat(woven.report().refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("the tag \"actor\": the name is taken"));
    }

    @Test
    void leavesWhatIsSwitchedOff() throws Exception {
        WovenTargets off = new WovenTargets(WeaverSettings.of(
                Set.of("kafka-listener", "micrometer", "dropwizard", "microprofile", "opentelemetry"), List.of()));

        CompiledTargets.call(off.weaver(), "app.Listeners", "kafka");
        CompiledTargets.call(off.weaver(), "app.Timers", "time");

        assertThat(off.executions()).extracting(OpenExecution::actor).containsExactly("clerk");
        assertThat(off.samples()).containsExactly("Listeners.onStage/step");
    }
}
