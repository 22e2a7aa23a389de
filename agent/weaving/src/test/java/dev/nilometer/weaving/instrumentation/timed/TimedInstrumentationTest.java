package dev.nilometer.weaving.instrumentation.timed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.api.Timed;
import dev.nilometer.weaving.RefusedMember;
import dev.nilometer.weaving.WovenMember;
import dev.nilometer.weaving.WovenTargets;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("unused") // targets are looked at by the weaver, not by javac
final class TimedInstrumentationTest {

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    @Test
    void recordsMethodsOfEveryVisibility() throws Exception {
        woven.call(Visibilities.class);

        assertThat(woven.samples())
                .containsExactly(
                        "Visibilities.ofAll/ofAll",
                        "Visibilities.ofPackage/ofPackage",
                        "Visibilities.own/own",
                        "Visibilities.ofClass/ofClass",
                        "Visibilities.ofClass/ofClass");
    }

    static class Visibilities implements Callable<Object> {
        @Timed
        public void ofAll() {}

        @Timed
        void ofPackage() {}

        @Timed
        private void own() {}

        @Timed
        static void ofClass(int a) {}

        @Timed
        static synchronized void ofClass(long a) {}

        @Override
        public Object call() {
            ofAll();
            ofPackage();
            own();
            ofClass(1);
            ofClass(2L);
            return 0;
        }
    }

    @Test
    void takesStageAndActorFromTheAnnotation() throws Exception {
        woven.call(Named.class);

        assertThat(woven.samples()).containsExactly("reader/parse");
        WovenMember member = woven.report().woven().get(0);
        assertThat(member.library()).isEqualTo("timed");
        assertThat(member.className()).isEqualTo(Named.class.getName());
        assertThat(member.member()).isEqualTo("named");
        assertThat(member.actor()).isEqualTo("reader");
        assertThat(member.stage()).isEqualTo("parse");
        assertThat(member.loader()).isEqualTo("throw-away");
    }

    static class Named implements Callable<Object> {
        @Timed(stage = "parse", actor = "reader")
        void named() {}

        @Override
        public Object call() {
            named();
            return 0;
        }
    }

    @Test
    void letsExceptionsThroughUnchanged() throws Exception {
        assertThat(woven.call(Throwing.class)).isEqualTo("the same");

        assertThat(woven.samples())
                .contains("Throwing.outer/outer failed", "Throwing.inner/inner failed")
                .filteredOn(sample -> sample.contains("error_type"))
                .as("one error, at the innermost frame")
                .singleElement()
                .asString()
                .contains("IOException", "inner");
    }

    static class Throwing implements Callable<Object> {
        private final IOException thrown = new IOException("disk");

        @Timed
        void outer() throws IOException {
            inner();
        }

        @Timed
        private void inner() throws IOException {
            throw thrown;
        }

        @Override
        public Object call() {
            try {
                outer();
                return "nothing";
            } catch (IOException e) {
                return e == thrown ? "the same" : "another";
            }
        }
    }

    @Test
    void keepsResultsAndArgumentsOfEveryType() throws Exception {
        assertThat(woven.call(Results.class)).isEqualTo(List.of(true, 'c', 1, 2L, 3f, 4d, "five", List.of(6, 7L)));
        assertThat(woven.samples()).hasSize(9);
    }

    static class Results implements Callable<Object> {
        @Timed
        boolean bool() {
            return true;
        }

        @Timed
        char character() {
            return 'c';
        }

        @Timed
        static int integer(int a) {
            a++;
            return a;
        }

        @Timed
        long number(long a, long b) {
            if (a > b) {
                return b;
            }
            return a + b;
        }

        @Timed
        float real() {
            return 3f;
        }

        @Timed
        double big(double a) {
            for (int i = 0; i < 2; i++) {
                a++;
            }
            return a;
        }

        @Timed
        String[] texts() {
            return new String[] {"five"};
        }

        @Timed
        <T> T generic(T any) {
            try {
                return any;
            } finally {
                integer(0);
            }
        }

        @Override
        public Object call() {
            return List.of(
                    bool(), character(), integer(0), number(1, 1), real(), big(2), texts()[0], generic(List.of(6, 7L)));
        }
    }

    @Test
    void weavesInterfacesRecordsEnumsAndInnerClasses() throws Exception {
        woven.call(Shapes.class);

        assertThat(woven.samples())
                .containsExactly(
                        "Point.x/x",
                        "Colour.shade/shade",
                        "Local.work/work",
                        "Face.ofInterface/ofInterface",
                        "Face.byDefault/byDefault",
                        "Inner.work/work",
                        "TimedInstrumentationTest$Shapes$1.get/get");
    }

    interface Face {
        @Timed
        default void byDefault() {
            ofInterface();
        }

        @Timed
        private static void ofInterface() {}
    }

    record Point(int x) {
        @Override
        @Timed
        public int x() {
            return x;
        }
    }

    enum Colour {
        RED;

        @Timed
        int shade() {
            return name().length();
        }
    }

    static class Shapes implements Callable<Object>, Face {
        final class Inner {
            @Timed
            void work() {
                byDefault();
            }
        }

        @Override
        public Object call() {
            class Local {
                @Timed
                void work() {}
            }
            new Point(1).x();
            Colour.RED.shade();
            new Local().work();
            new Inner().work();
            return new Supplier<Object>() {
                @Override
                @Timed
                public Object get() {
                    return 0;
                }
            }.get();
        }
    }

    @Test
    void weavesNoBridges() throws Exception {
        woven.call(Bridged.class);

        assertThat(woven.samples()).containsExactly("Bridged.call/call");
    }

    static class Bridged implements Callable<String> {
        @Override
        @Timed
        public String call() {
            return "";
        }
    }

    @Test
    void countsEachCallOfARecursionAndOfASuperCall() throws Exception {
        woven.call(Recursive.class);

        assertThat(woven.samples())
                .containsExactly("Recursive.down/down", "Recursive.down/down", "Parent.up/up", "Recursive.up/up");
    }

    static class Parent {
        @Timed
        void up() {}
    }

    static class Recursive extends Parent implements Callable<Object> {
        @Timed
        int down(int n) {
            return n == 0 ? 0 : down(n - 1);
        }

        @Override
        @Timed
        void up() {
            super.up();
        }

        @Override
        public Object call() {
            down(1);
            up();
            return 0;
        }
    }

    @Test
    void saysThatAnAbstractMethodHasNoCode() throws Exception {
        woven.call(Concrete.class);

        assertThat(woven.samples()).isEmpty();
        RefusedMember refused = woven.report().refused().get(0);
        assertThat(refused.member()).isEqualTo("promised");
        assertThat(refused.reason()).contains("no code").contains("implements");
    }

    abstract static class Promise {
        @Timed
        abstract void promised();
    }

    static class Concrete extends Promise implements Callable<Object> {
        @Override
        void promised() {}

        @Override
        public Object call() {
            promised();
            return 0;
        }
    }

    @Test
    void timesAStageOfCompletionToItsCompletion() throws Exception {
        Object[] futures = (Object[]) woven.call(Later.class);

        assertThat(futures[0]).isSameAs(futures[1]);
        assertThat(woven.samples()).isEmpty();
        ((CompletableFuture<?>) futures[0]).complete(null);
        assertThat(woven.samples()).containsExactly("Later.future/future", "Later.any/any");
    }

    static class Later implements Callable<Object> {
        @Timed
        CompletableFuture<String> future(CompletableFuture<String> future) {
            return future;
        }

        @Timed
        Object any(Object future) {
            return future;
        }

        @Override
        public Object call() {
            CompletableFuture<String> future = new CompletableFuture<>();
            return new Object[] {any(future), future(future)};
        }
    }

    @Test
    void letsTheApplicationsStackOverflowThrough() throws Exception {
        assertThatThrownBy(() -> woven.call(Bottomless.class)).isInstanceOf(StackOverflowError.class);
        woven.samples();
        woven.call(Bridged.class);
        assertThat(woven.samples()).contains("Bridged.call/call");
    }

    static class Bottomless implements Callable<Object> {
        @Override
        @Timed
        public Object call() {
            return again();
        }

        private Object again() {
            return call();
        }
    }
}
