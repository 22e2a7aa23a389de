package app;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.QueueDepth;
import dev.nilometer.api.Timed;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that could hold the application: items, errors, queues, results that are never completed. */
final class Orders {
    @QueueDepth("orders")
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>(List.of("a", "b"));

    @QueueDepth("pending")
    private static final Queue<String> PENDING = new ConcurrentLinkedQueue<>(List.of("c"));

    @Actor("desk")
    void handle(@ItemId("id") Order order) {
        for (int i = 0; i < 3; i++) {
            step();
        }
        Nilometer.tokens("model", "read", "input", waiting.size() + PENDING.size());
        swallow();
    }

    /** Has seen an error, and runs for ever. */
    @Actor("later")
    CompletableFuture<String> handleLater() {
        swallow();
        return new CompletableFuture<>();
    }

    @Timed(stage = "step")
    private static void step() {}

    private static void swallow() {
        try {
            fail();
        } catch (OrderException expected) {
            Nilometer.put("seen", "yes");
        }
    }

    @Timed(stage = "fail")
    private static void fail() {
        throw new OrderException();
    }
}
