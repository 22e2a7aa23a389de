package dev.nilometer.weaving.instrumentation.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nilometer.api.Actor;
import dev.nilometer.weaving.MethodPattern;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenMember;
import dev.nilometer.weaving.WovenTargets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class MethodsInstrumentationTest {

    private static final String LIST = Plain.class.getName() + "#run," + Plain.class.getName() + "#act";

    @RegisterExtension
    final WovenTargets woven =
            new WovenTargets(WeaverSettings.of(List.of(), MethodPattern.parse(LIST, new WovenTargets())));

    @Test
    void timesAllOverloadsWithoutAnAnnotation() throws Exception {
        woven.call(Plain.class);

        assertThat(woven.samples()).containsExactly("Plain.run/run", "Plain.run/run");
        assertThat(woven.executions()).as("an annotation wins").hasSize(1);
        assertThat(woven.report().woven())
                .extracting(WovenMember::library, WovenMember::times)
                .containsExactly(tuple("actor", 1), tuple("methods", 2));
    }

    static class Plain implements Callable<Object> {
        void run() {}

        private static int run(int a) {
            return a;
        }

        void other() {}

        @Actor
        void act() {}

        @Override
        public Object call() {
            run();
            other();
            act();
            return run(1);
        }
    }
}
