package dev.nilometer.office;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** How much was worked on so far. Safe from every thread. */
@Component
class Tally {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(45).toNanos();

    private int count;

    synchronized void add(int more) {
        count += more;
        notifyAll();
    }

    /** False when it is not that much in time. */
    synchronized boolean awaits(int expected) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (count < expected) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
