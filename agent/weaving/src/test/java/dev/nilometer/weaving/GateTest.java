package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate();

    @Test
    void whoCameBeforeTheDecisionHearsIt() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(gate::isOpen);
        gate.open();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void aClosedGateStaysClosed() {
        gate.close();

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsLost() throws Exception {
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread loading = new Thread(() -> {
            Thread.currentThread().interrupt();
            waiting.complete(gate.isOpen() && Thread.currentThread().isInterrupted());
        });
        loading.start();
        gate.open();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
