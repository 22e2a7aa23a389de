package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.KeyInfo;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.bootstrap.Lane;
import dev.nilometer.bootstrap.Lanes;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.SelfCounter;
import dev.nilometer.bootstrap.SlotSink;
import dev.nilometer.model.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Weaves the classes nested in a test, calls them with a real recorder and gives back what it recorded. After every test
 * no advice may have failed.
 */
public final class WovenTargets implements BeforeEachCallback, AfterEachCallback, Diagnostics {

    private final Weaver weaver;
    private final List<String> sentences = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private final List<OpenExecution> executions = new ArrayList<>();

    public WovenTargets() {
        this(WeaverSettings.defaults());
    }

    public WovenTargets(WeaverSettings settings) {
        weaver = new Weaver(settings, this);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Recorder.start();
        drain();
        samples.clear();
        executions.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Recorder.stop();
        assertThat(SelfCounter.ADVICE_ERRORS.count())
                .as("advice errors, the last: %s", Recorder.lastAdviceError())
                .isZero();
    }

    /** A new loader that weaves the test class and all that is nested in it, and whatever else is named. */
    public WeavingLoader loader(Class<?>... families) {
        return new WeavingLoader(weaver, families);
    }

    /** Calls a new instance of the woven twin of a nested class. */
    public Object call(Class<? extends Callable<?>> target) throws Exception {
        Class<?> twin = loader(target.getNestHost()).twin(target);
        var constructor = twin.getDeclaredConstructor();
        constructor.setAccessible(true);
        return ((Callable<?>) constructor.newInstance()).call();
    }

    /** What was recorded beside executions: {@code actor/stage}, {@code actor/stage failed}, {@code error …}. */
    public List<String> samples() {
        drain();
        return samples;
    }

    /** The executions that have ended, in the order of their ends. */
    public List<OpenExecution> executions() {
        drain();
        return executions;
    }

    /** What the weaver said. */
    public List<String> sentences() {
        return sentences;
    }

    public WeaveReport report() {
        return weaver.report();
    }

    public Weaver weaver() {
        return weaver;
    }

    private void drain() {
        for (int i = 0; i < Lanes.count(); i++) {
            Lane lane = Lanes.at(i);
            lane.drainSlots(this::sample);
            for (OpenExecution ended = lane.pollExecution(); ended != null; ended = lane.pollExecution()) {
                executions.add(ended);
            }
        }
    }

    private void sample(int key, int flags, long startNanos, long value, long execution) {
        KeyInfo info = Keys.info(key);
        String failed = (flags & SlotSink.FAILED) != 0 ? " failed" : "";
        if (info.metricCode() == Keys.PROCESSING_TIME) {
            String[] own = info.labels();
            String labels = own.length <= 6 ? "" : " " + List.of(own).subList(6, own.length);
            samples.add(info.label("actor") + "/" + info.label("stage") + failed + labels);
        } else {
            samples.add(info.metricCode() + " " + String.join(" ", info.labels()));
        }
    }

    @Override
    public void warn(String sentence) {
        sentences.add(sentence);
    }

    @Override
    public void info(String sentence) {
        sentences.add(sentence);
    }

    @Override
    public void debug(String sentence) {}
}
