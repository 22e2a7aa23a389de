package dev.nilometer.weaving.instrumentation.executors;

import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.AdviceTemplates;
import dev.nilometer.weaving.outline.ClassOutline;
import dev.nilometer.weaving.outline.MethodOutline;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The places of the JDK where work changes threads, and the advice for each. Immutable. */
enum HandOver {
    EXECUTE("java.util.concurrent.ThreadPoolExecutor", "execute", "(Ljava/lang/Runnable;)V", "HandedOver"),
    REJECT("java.util.concurrent.ThreadPoolExecutor", "reject", "(Ljava/lang/Runnable;)V", "GivenBack"),
    REMOVE("java.util.concurrent.ThreadPoolExecutor", "remove", "(Ljava/lang/Runnable;)Z", "Removed"),
    GET_TASK("java.util.concurrent.ThreadPoolExecutor", "getTask", "()Ljava/lang/Runnable;", "NextTask"),
    /** For a thread that waited in getTask when that was woven: its first task comes the old way. */
    BEFORE("java.util.concurrent.ThreadPoolExecutor", "beforeExecute", "", "Before"),
    ADD_WORKER("java.util.concurrent.ThreadPoolExecutor", "addWorker", "(Ljava/lang/Runnable;Z)Z", "GrowsPool"),
    FIRST_TASK("java.util.concurrent.ThreadPoolExecutor$Worker", "run", "()V", "FirstTask"),
    SCHEDULE(
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "delayedExecute",
            "(Ljava/util/concurrent/RunnableScheduledFuture;)V",
            "Scheduled"),
    /** From Java 19 on. */
    POOL_SUBMIT(
            "java.util.concurrent.ForkJoinPool",
            "poolSubmit",
            "(ZLjava/util/concurrent/ForkJoinTask;)Ljava/util/concurrent/ForkJoinTask;",
            "ForkedSecond"),
    /** Before Java 19; later a method for applications, which call it knowing what they do. */
    EXTERNAL_SUBMIT(
            "java.util.concurrent.ForkJoinPool",
            "externalSubmit",
            "(Ljava/util/concurrent/ForkJoinTask;)Ljava/util/concurrent/ForkJoinTask;",
            "ForkedFirst"),
    DO_EXEC("java.util.concurrent.ForkJoinTask", "doExec", "", "Task"),
    START("java.lang.Thread", "start", "", "Starting"),
    /** Virtual threads are seen when they are made: the class that runs them is left alone. */
    NEW_VIRTUAL("java.lang.ThreadBuilders", "newVirtualThread", "", "Made");

    private final String className;
    private final String method;
    private final String descriptor;
    private final String advice;

    HandOver(String className, String method, String descriptor, String advice) {
        this.className = className;
        this.method = method;
        this.descriptor = descriptor;
        this.advice = advice;
    }

    /** The place that this method is, or null. */
    static @Nullable HandOver of(ClassOutline type, MethodOutline method) {
        for (HandOver place : values()) {
            if (place.is(type, method)) {
                return place == EXTERNAL_SUBMIT && hasPoolSubmit(type) ? null : place;
            }
        }
        return null;
    }

    private static boolean hasPoolSubmit(ClassOutline type) {
        for (MethodOutline method : type.methods()) {
            if (POOL_SUBMIT.is(type, method)) {
                return true;
            }
        }
        return false;
    }

    private boolean is(ClassOutline type, MethodOutline candidate) {
        return className.equals(type.name())
                && method.equals(candidate.name())
                && (descriptor.isEmpty() || descriptor.equals(candidate.descriptor()));
    }

    void weave(WovenType type, MethodOutline place) {
        type.weave(
                place,
                AdviceTemplates.bound(Advice.withCustomMapping(), Templates.class.getName() + "$" + advice + "Advice"));
    }
}
