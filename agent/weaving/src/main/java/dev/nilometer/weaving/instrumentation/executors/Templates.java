package dev.nilometer.weaving.instrumentation.executors;

import dev.nilometer.bootstrap.Carrier;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The advice that {@link HandOver} puts into the JDK; templates, never run here. */
final class Templates {

    private Templates() {}

    static final class HandedOverAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Object task) {
            Carrier.handedOver(task);
        }
    }

    static final class ScheduledAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Object task) {
            Carrier.scheduled(task);
        }
    }

    static final class GivenBackAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Object task) {
            Carrier.givenBack(task);
        }
    }

    static final class RemovedAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) @Nullable Object task, @Advice.Return boolean removed) {
            Carrier.removed(task, removed);
        }
    }

    static final class NextTaskAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            Carrier.workerIdle();
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return @Nullable Object task) {
            Carrier.workerBegins(task);
        }
    }

    static final class BeforeAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) @Nullable Object task) {
            Carrier.workerBegins(task);
        }
    }

    static final class FirstTaskAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.FieldValue("firstTask") @Nullable Object task) {
            Carrier.workerBegins(task);
        }
    }

    static final class GrowsPoolAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            Carrier.growsPool(true);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void exit() {
            Carrier.growsPool(false);
        }
    }

    static final class ForkedFirstAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object pool, @Advice.Argument(0) @Nullable Object task) {
            Carrier.forked(pool, task);
        }
    }

    static final class ForkedSecondAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object pool, @Advice.Argument(1) @Nullable Object task) {
            Carrier.forked(pool, task);
        }
    }

    static final class TaskAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object task) {
            return Carrier.taskBegins(task);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            Carrier.taskEnds(before);
        }
    }

    static final class StartingAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Thread thread) {
            Carrier.starting(thread);
        }
    }

    static final class MadeAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return Thread thread) {
            Carrier.starting(thread);
        }
    }
}
