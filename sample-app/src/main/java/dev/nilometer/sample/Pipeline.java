package dev.nilometer.sample;

import dev.nilometer.api.Nilometer;
import dev.nilometer.api.QueueDepth;
import dev.nilometer.sample.Decision.Route;
import dev.nilometer.sample.mail.Mailbox;
import dev.nilometer.sample.spam.SpamFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The two queues, the threads between them, and the order in which they end: the feed, then the consumers once the
 * inbox is empty, then the reviewer once its desk is. A thread that dies of an error closes its
 * queue, and the run fails.
 */
final class Pipeline {

    private static final int INBOX_CAPACITY = 100;

    @QueueDepth("email_processing")
    private final BlockingQueue<RawMail> waiting = new ArrayBlockingQueue<>(INBOX_CAPACITY);

    private final Handover<RawMail> inbox = new Handover<>(waiting);
    private final ReviewDesk desk = new ReviewDesk();
    private final ReviewConsumer reviewer = new ReviewConsumer();
    private final Tally tally = new Tally();
    private final EmailConsumer consumer;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private volatile boolean stopped;

    Pipeline(PriceTable prices) {
        this.consumer = new EmailConsumer(new SpamFilter(), prices);
    }

    /** Feeds on the caller's thread; returns when everything that was fed is done. */
    Tally run(Mailbox mailbox, Pace pace, int passes, int workers) throws IOException, InterruptedException {
        List<Thread> consumers = new ArrayList<>();
        for (int i = 1; i <= workers; i++) {
            consumers.add(start("email-" + i, this::consume));
        }
        Thread review = start("review-1", this::review);
        try {
            new Feed(mailbox, inbox, pace, passes).run(() -> stopped);
        } finally {
            inbox.close();
            for (Thread thread : consumers) {
                thread.join();
            }
            desk.close();
            review.join();
        }
        Throwable cause = broken.get();
        if (cause != null) {
            throw new IllegalStateException("A thread of the pipeline died: " + cause, cause);
        }
        return tally;
    }

    /** Ends the feed; {@link #run} returns after what is in the queues is done. From any thread. */
    void stop() {
        stopped = true;
    }

    private Thread start(String name, Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setUncaughtExceptionHandler((dead, cause) -> broken.compareAndSet(null, cause));
        thread.start();
        return thread;
    }

    private void consume() throws InterruptedException {
        try {
            for (RawMail raw = inbox.take(); raw != null; raw = inbox.take()) {
                handle(raw);
            }
        } finally {
            inbox.close();
        }
    }

    /** One bad message never stops the loop. */
    private void handle(RawMail raw) throws InterruptedException {
        Triage triage;
        try {
            triage = consumer.onEmail(raw.id(), raw.enqueuedAt(), raw);
        } catch (Exception e) {
            tally.failed(e);
            return;
        }
        tally.decided(triage);
        if (triage.decision().route() != Route.AUTO_APPROVE) {
            desk.put(triage);
        } else if (Labels.contradict(triage.mail(), triage.decision().opinion())) {
            Nilometer.forItem(raw.id())
                    .event("mistake", "verdict", triage.decision().opinion().spam() ? "spam" : "ham");
        }
    }

    private void review() throws InterruptedException {
        try {
            for (ReviewCase next = desk.take(); next != null; next = desk.take()) {
                tally.reviewed(reviewer.onCase(next.triage().id(), next.enqueuedAt(), next.triage()));
            }
        } finally {
            desk.close();
        }
    }

    /** A thread's work. */
    @FunctionalInterface
    private interface Loop {
        void run() throws InterruptedException;
    }
}
