package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Handles as many items as its second argument says, one timed call in each, and ends as its first argument says. It
 * prints "handled " and their number as soon as that is final, and "ends " and the time (epoch ms) when it begins to end.
 */
public final class Ending {
    private static final AtomicInteger HANDLED = new AtomicInteger();

    private Ending() {}

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        String ending = arguments[0];
        int items = Integer.parseInt(arguments[1]);
        switch (ending) {
            case "drain" -> drainInAHook(items);
            case "stuck" -> stayInAHook(items);
            case "nested" -> exitInAHook(items);
            case "daemons" -> recordForEver(items);
            default -> {
                handle(items);
                sayHandled();
            }
        }
        System.out.println("ends " + System.currentTimeMillis());
        end(ending);
    }

    private static void end(String ending) throws InterruptedException {
        switch (ending) {
            case "exit", "drain", "nested", "stuck" -> System.exit(3);
            case "throw" -> throw new IllegalStateException("thrown by main");
            case "race" -> exitTwice();
            case "halt" -> Runtime.getRuntime().halt(4);
            case "wait" -> Thread.sleep(Long.MAX_VALUE);
            case "told" -> awaitWord();
            default -> {
                // returns
            }
        }
    }

    private static void awaitWord() {
        try {
            int ignored = System.in.read();
        } catch (IOException closed) {
            // as good as a word
        }
        System.out.println("ends " + System.currentTimeMillis());
        System.exit(0);
    }

    private static void exitTwice() throws InterruptedException {
        Thread other = new Thread(() -> System.exit(3));
        other.start();
        System.exit(3);
    }

    /** Half of the items wait in a queue that a hook empties, taking its time. */
    private static void drainInAHook(int items) {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(items);
        handle(items / 2);
        for (int i = items / 2; i < items; i++) {
            queue.add(i);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (Integer item = queue.poll(); item != null; item = queue.poll()) {
                handleOne("item-" + item);
                pause(1_000 / items);
            }
            sayHandled();
        }));
    }

    /** A hook asks for another exit, from a thread that nobody waits for, and goes on working. */
    private static void exitInAHook(int items) {
        handle(items / 2);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Thread second = new Thread(() -> System.exit(9));
            second.setDaemon(true);
            second.start();
            handle(items - items / 2);
            sayHandled();
        }));
    }

    private static void stayInAHook(int items) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            handle(items);
            sayHandled();
            pause(Integer.MAX_VALUE);
        }));
    }

    /** Daemon threads that never stop; what they did before the end begins is told, and they do more. */
    private static void recordForEver(int items) throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(items);
        for (int i = 0; i < 2; i++) {
            Thread daemon = new Thread(() -> {
                while (true) {
                    handleOne("item-" + HANDLED.get());
                    enough.countDown();
                    pause(1);
                }
            });
            daemon.setDaemon(true);
            daemon.start();
        }
        if (!enough.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("too few were handled");
        }
        sayHandled();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sayHandled() {
        System.out.println("handled " + HANDLED.get());
    }

    private static void handle(int items) {
        for (int i = 0; i < items; i++) {
            handleOne("item-" + i);
        }
    }

    @Actor("ending")
    static void handleOne(@ItemId String item) {
        step(item);
        HANDLED.incrementAndGet();
    }

    @Timed(stage = "step")
    static int step(String item) {
        return item.length();
    }
}
