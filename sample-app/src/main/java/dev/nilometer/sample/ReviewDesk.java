package dev.nilometer.sample;

import dev.nilometer.api.QueueDepth;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Where decisions wait for their review; when it is full, deciding waits. Thread-safe. */
final class ReviewDesk {

    private static final int CAPACITY = 50;

    private final BlockingQueue<ReviewCase> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Handover<ReviewCase> cases = new Handover<>(waiting);

    void put(Triage triage) throws InterruptedException {
        cases.put(new ReviewCase(triage, Instant.now()));
    }

    /** Null when there will be no more. */
    @Nullable
    ReviewCase take() throws InterruptedException {
        return cases.take();
    }

    void close() {
        cases.close();
    }

    @QueueDepth("review")
    int depth() {
        return waiting.size();
    }
}
