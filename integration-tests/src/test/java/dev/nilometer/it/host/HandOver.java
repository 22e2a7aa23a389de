package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands work over to other threads in every way the JDK has, and prints for each whether it belongs to the execution:
 * {@code way: carried}, {@code way: lost}. Waits for a line on stdin before, so that its pools are older than what is
 * woven into them, and after.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what a task has seen comes back by its own hand
public final class HandOver {
    private static final ThreadPoolExecutor POOL =
            new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1);

    private HandOver() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        POOL.submit(() -> {}).get();
        POOL.submit(() -> {}).get();
        TIMER.submit(() -> {}).get();
        ForkJoinPool.commonPool().submit(() -> {}).get();
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        told.readLine();
        inside("item-1");
        say("outside", Nilometer.correlationId(), POOL::execute);
        say("outside", Nilometer.correlationId(), ForkJoinPool.commonPool()::execute);
        theHostMayRemoveAndReject();
        System.out.println("done");
        told.readLine();
        System.exit(0);
    }

    @Actor("hand over")
    private static void inside(@ItemId String unusedItem) throws Exception {
        String mine = Nilometer.correlationId();
        say("execute", mine, POOL::execute);
        say("submit", mine, POOL::submit);
        say("schedule", mine, task -> TIMER.schedule(task, 1, TimeUnit.MILLISECONDS));
        say("fork-join", mine, ForkJoinPool.commonPool()::execute);
        say("supplyAsync", mine, CompletableFuture::runAsync);
        say("thenRunAsync", mine, task -> CompletableFuture.runAsync(() -> {}).thenRunAsync(task));
        say("invokeAll", mine, task -> POOL.invokeAll(List.of(Executors.callable(task))));
        say("thread", mine, task -> new Thread(task).start());
        say("thread in thread", mine, task -> new Thread(() -> new Thread(task).start()).start());
        Executor virtual = virtualThreads();
        if (virtual != null) {
            say("virtual", mine, virtual::execute);
        }
        ExecutorService fresh = Executors.newSingleThreadExecutor();
        say("new pool", mine, fresh::execute);
        CompletableFuture<String> repeated = new CompletableFuture<>();
        TIMER.scheduleAtFixedRate(() -> repeated.complete(Nilometer.correlationId()), 1, 1, TimeUnit.HOURS);
        TIMER.scheduleAtFixedRate(() -> repeated.complete(Nilometer.correlationId()), 1, 50, TimeUnit.MILLISECONDS);
        System.out.println("repeated: " + (repeated.get() == null ? "lost" : "carried"));
    }

    private static void say(String way, String mine, Way handOver) throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        List<StackTraceElement> frames = new ArrayList<>();
        handOver.give(() -> {
            frames.addAll(Arrays.asList(new Throwable().getStackTrace()));
            seen.complete(Nilometer.correlationId());
        });
        String theirs = seen.get(30, TimeUnit.SECONDS);
        System.out.println(way + ": " + (theirs != null && theirs.equals(mine) ? "carried" : "lost"));
        if (frames.toString().toLowerCase(java.util.Locale.ROOT).contains("java.lang.nilometer")) {
            System.out.println("a frame too many: " + frames);
        }
    }

    @Actor("refused")
    private static void theHostMayRemoveAndReject() throws Exception {
        BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(1);
        List<Runnable> rejected = new ArrayList<>();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue, (task, full) -> rejected.add(task));
        CountDownLatch end = new CountDownLatch(1);
        Runnable waiting = () -> {};
        Runnable tooMany = () -> {};
        pool.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                Thread.currentThread().interrupt();
            }
        });
        pool.execute(waiting);
        pool.execute(tooMany);
        boolean same = queue.peek() == waiting && rejected.get(0) == tooMany;
        System.out.println("the same objects: " + same);
        System.out.println("removed: " + pool.remove(waiting));
        end.countDown();
        pool.shutdown();
    }

    private static @Nullable Executor virtualThreads() throws ReflectiveOperationException {
        try {
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException before21) {
            return null;
        }
    }

    /** One way to have a task run by another thread. */
    private interface Way {
        void give(Runnable task) throws Exception;
    }
}
