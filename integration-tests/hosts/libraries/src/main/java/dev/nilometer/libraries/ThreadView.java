package dev.nilometer.libraries;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Threads, what new ones inherit, and who is told of what they do not catch. */
final class ThreadView {
    private ThreadView() {}

    static Stream<String> lines() {
        Thread main = Thread.currentThread();
        return Stream.concat(
                Thread.getAllStackTraces().keySet().stream()
                        .map(each -> "thread " + each.getName() + " daemon " + each.isDaemon() + " priority "
                                + each.getPriority()),
                Stream.of(
                        "main " + describe(main),
                        "new thread " + described(),
                        "handler " + Sources.ofClassOf(Thread.getDefaultUncaughtExceptionHandler()),
                        "system loader " + Sources.name(ClassLoader.getSystemClassLoader())));
    }

    private static String described() {
        CompletableFuture<String> description = new CompletableFuture<>();
        new Thread(() -> description.complete(describe(Thread.currentThread())), "new").start();
        return description.join();
    }

    private static String describe(Thread thread) {
        return thread.getName() + " in group "
                + (thread.getThreadGroup() == null
                        ? "none"
                        : thread.getThreadGroup().getName()) + " context "
                + Sources.name(thread.getContextClassLoader()) + " handler "
                + thread.getUncaughtExceptionHandler().getClass().getName();
    }
}
