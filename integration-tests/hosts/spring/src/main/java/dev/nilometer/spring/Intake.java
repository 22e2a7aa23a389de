package dev.nilometer.spring;

import dev.nilometer.api.ItemId;
import dev.nilometer.api.QueueConsumer;
import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** Takes orders on a thread of the executor, behind a proxy that Spring generates. */
@Component
public class Intake {
    private final Pipeline pipeline;

    Intake(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Async
    @QueueConsumer(queue = "orders", actor = "intake")
    public CompletableFuture<Long> take(@ItemId String order, int pieces) {
        return CompletableFuture.completedFuture(pipeline.pass(order, pieces));
    }
}
