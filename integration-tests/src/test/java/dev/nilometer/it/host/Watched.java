package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Works without a pause on two threads and, at each line on stdin, watches them for a while: takes 100 dumps of all
 * stacks, and prints calls a second and in how many dumps one of its threads waited, parked or blocked with a frame
 * of the agent on its stack.
 */
public final class Watched {
    private static final int DUMPS = 100;
    private static final long DUMP_EVERY_MILLIS = 15;
    private static final LongAdder CALLS = new LongAdder();

    @SuppressWarnings("UnusedVariable") // written, so that the work is done
    private static volatile long sink;

    private Watched() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(Watched::work, "busy-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("working");
        while (System.in.read() != 'q') {
            watch();
        }
    }

    private static void watch() throws InterruptedException {
        long calls = CALLS.sum();
        long begin = System.nanoTime();
        int held = 0;
        for (int i = 0; i < DUMPS; i++) {
            for (Map.Entry<Thread, StackTraceElement[]> thread :
                    Thread.getAllStackTraces().entrySet()) {
                held += isHeld(thread.getKey(), thread.getValue()) ? 1 : 0;
            }
            TimeUnit.MILLISECONDS.sleep(DUMP_EVERY_MILLIS);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println("watched " + Math.round((CALLS.sum() - calls) / seconds) + " " + held);
    }

    private static boolean isHeld(Thread thread, StackTraceElement[] stack) {
        if (!thread.getName().startsWith("busy-") || thread.getState() == Thread.State.RUNNABLE) {
            return false;
        }
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.startsWith("java.lang.Nilometer")
                    || (name.startsWith("dev.nilometer.") && !name.startsWith("dev.nilometer.it."))) {
                return true;
            }
        }
        return false;
    }

    private static void work() {
        for (long item = 0; true; item++) {
            handle(item);
        }
    }

    @Actor("watched")
    static void handle(@ItemId long item) {
        for (int i = 0; i < 100; i++) {
            sink = step(item + i);
        }
    }

    @Timed(stage = "step")
    static long step(long seed) {
        long value = seed;
        for (int i = 0; i < 6_000; i++) {
            value = value * 6_364_136_223_846_793_005L + 1;
        }
        CALLS.increment();
        return value;
    }
}
