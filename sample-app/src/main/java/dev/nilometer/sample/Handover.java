package dev.nilometer.sample;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue that can be closed: putting waits while it is full, taking waits while it is empty, and after
 * {@link #close} takers empty it and then get null. Thread-safe.
 */
final class Handover<T> {

    /** How soon a waiting thread sees that the queue was closed. */
    private static final long LOOK_UP_MILLIS = 20;

    private final BlockingQueue<T> waiting;
    private volatile boolean closed;

    Handover(BlockingQueue<T> waiting) {
        this.waiting = waiting;
    }

    /** False when the queue is closed; then the element was not taken. */
    boolean put(T element) throws InterruptedException {
        while (!closed) {
            if (waiting.offer(element, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    /** Null when the queue is closed and empty. */
    @Nullable
    T take() throws InterruptedException {
        while (true) {
            boolean last = closed; // read before the queue, so that what was put before closing is seen
            T element = waiting.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            if (element != null || last) {
                return element;
            }
        }
    }

    void close() {
        closed = true;
    }
}
