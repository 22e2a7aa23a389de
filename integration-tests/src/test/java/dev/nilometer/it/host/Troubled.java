package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.EnqueuedAt;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.QueueConsumer;
import dev.nilometer.api.QueueDepth;
import dev.nilometer.api.Timed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A service that does its work, 200 items a second, until a line {@code trouble} comes on stdin: then one actor falls
 * silent, one is stuck, every third run fails, items have waited for two minutes, a queue runs full and values are none.
 * {@code calm} ends it all; an empty line ends the process.
 */
public final class Troubled {
    private static final int STAGES = 20;

    @QueueDepth("inbox")
    private final BlockingQueue<Integer> inbox = new LinkedBlockingQueue<>();

    private volatile boolean trouble;
    private volatile boolean ended;

    private Troubled() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        new Troubled().run();
    }

    private void run() throws Exception {
        Thread worker = new Thread(this::work);
        worker.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        CountDownLatch release = new CountDownLatch(1);
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            trouble = line.equals("trouble");
            if (trouble) {
                new Thread(() -> stuck(release)).start();
                inbox.addAll(Collections.nCopies(2_000, 1));
            } else {
                release.countDown();
                inbox.clear();
            }
            System.out.println("now " + line);
        }
        release.countDown();
        ended = true;
        worker.join();
    }

    private void work() {
        for (int i = 0; !ended; i++) {
            if (trouble) {
                Nilometer.value("weight", Double.NaN);
            } else {
                chatty();
                stuck(new CountDownLatch(0));
            }
            try {
                onItem("item-" + i, Instant.now().minusSeconds(trouble ? 110 : 0), trouble && i % 3 == 0);
                Thread.sleep(5);
            } catch (IllegalStateException expected) {
                // what it is here for
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Actor("chatty")
    void chatty() {}

    @Actor("stuck")
    void stuck(CountDownLatch release) {
        step(0);
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @QueueConsumer(queue = "inbox", actor = "worker")
    void onItem(@ItemId String item, @EnqueuedAt Instant sentAt, boolean fails) {
        for (int i = 0; i < STAGES; i++) {
            step(i);
        }
        if (fails) {
            throw new IllegalStateException("in trouble");
        }
    }

    @Timed(stage = "step")
    int step(int i) {
        return i * 31;
    }
}
