package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.DepthSink;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.bootstrap.SlotSink;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Carries depths from nilometer-poll to nilometer-drain, which counts them when it takes them. 4,096 at most; a depth
 * that finds no room is not a record at all: the next poll asks again.
 */
final class PolledDepths implements DepthSink {
    private final ArrayBlockingQueue<Polled> waiting = new ArrayBlockingQueue<>(4_096);

    @Override
    public void depth(String queue, long depth) {
        Polled polled = new Polled(Keys.intern(Keys.QUEUE_DEPTH, "queue", queue), System.nanoTime(), depth);
        if (!waiting.offer(polled)) {
            return;
        }
    }

    /** Gives all that waits to the sink; returns how many. */
    int drainTo(SlotSink sink) {
        int count = 0;
        for (Polled next = waiting.poll(); next != null; next = waiting.poll()) {
            sink.slot(next.key, 0, next.atNanos, next.depth, 0);
            count++;
        }
        return count;
    }

    /** One answer. Immutable. */
    private static final class Polled {
        private final int key;
        private final long atNanos;
        private final long depth;

        Polled(int key, long atNanos, long depth) {
            this.key = key;
            this.atNanos = atNanos;
            this.depth = depth;
        }
    }
}
