package app;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.QueueDepth;
import dev.nilometer.api.Timed;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** The same class with other code, as a development tool puts it in while the program runs. */
public final class Work implements Runnable, Plan {
    @QueueDepth("work")
    private final Queue<String> waiting = new ArrayDeque<>();

    /** One call of each kind. */
    @Override
    public void run() {
        handle("changed");
        later();
        make();
    }

    @Override
    public void make() {}

    @Actor("work")
    private void handle(@ItemId String item) {
        step();
        step();
        Nilometer.tokens("model", "read", "input", waiting.size() + 10);
    }

    @Timed(stage = "step")
    private static void step() {}

    @Timed(stage = "later", actor = "work")
    private static CompletableFuture<String> later() {
        return new CompletableFuture<>();
    }
}
