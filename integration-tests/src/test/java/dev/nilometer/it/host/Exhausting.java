package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for a line on stdin, then runs out of heap again and again, for as many seconds as its argument says, inside woven methods on two threads, and
 * looks at each OutOfMemoryError: only the host's own frames, nothing but OutOfMemoryErrors. Then it lets go of all,
 * says so, makes as many calls as its second argument says, and waits for a line on stdin.
 */
public final class Exhausting {
    private static final int THREADS = 2;
    private static final AtomicLong ERRORS = new AtomicLong();
    private static final AtomicLong FOREIGN = new AtomicLong();

    private Exhausting() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int ignored = System.in.read();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> exhaustUntil(endNanos));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("errors " + ERRORS + " foreign " + FOREIGN);
        ignored = System.in.read();
        int calls = Integer.parseInt(arguments[1]);
        for (int i = 0; i < calls; i++) {
            after(i);
        }
        System.out.println("after " + calls);
        ignored = System.in.read();
    }

    private static void exhaustUntil(long endNanos) {
        int round = 0;
        while (System.nanoTime() < endNanos) {
            try {
                fill("round-" + round++, endNanos);
            } catch (Throwable thrown) {
                look(thrown);
            }
        }
    }

    private static void look(Throwable thrown) {
        boolean own = thrown instanceof OutOfMemoryError;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            own &= frame.getClassName().startsWith(Exhausting.class.getName())
                    || (frame.getClassName().startsWith("java.")
                            && !frame.getClassName().startsWith("java.lang.Nilometer"));
        }
        (own ? ERRORS : FOREIGN).incrementAndGet();
        if (!own) {
            thrown.printStackTrace();
        }
    }

    @Actor("exhausting")
    static void fill(@ItemId String item, long endNanos) {
        List<byte[]> held = new ArrayList<>();
        while (System.nanoTime() < endNanos) {
            held.add(piece(64 << 10));
            if (held.size() % 64 == 0) {
                held.add(piece(100));
            }
        }
    }

    @Timed(stage = "piece")
    static byte[] piece(int bytes) {
        return new byte[bytes];
    }

    @Timed(stage = "after")
    static int after(int i) {
        return i * 31;
    }
}
