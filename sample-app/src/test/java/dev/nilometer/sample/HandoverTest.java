package dev.nilometer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private final Handover<Integer> handover = new Handover<>(new ArrayBlockingQueue<>(2));

    @Test
    void givesWhatWasPutBeforeClosingAndThenNull() throws InterruptedException {
        assertThat(handover.put(1)).isTrue();
        assertThat(handover.put(2)).isTrue();
        handover.close();
        assertThat(handover.take()).isEqualTo(1);
        assertThat(handover.take()).isEqualTo(2);
        assertThat(handover.take()).isNull();
    }

    @Test
    void refusesWhenClosed() throws InterruptedException {
        handover.close();
        assertThat(handover.put(1)).isFalse();
        assertThat(handover.take()).isNull();
    }

    @Test
    void releasesAThreadThatWaitsForRoom() throws Exception {
        handover.put(1);
        handover.put(2);
        CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(() -> {
            try {
                return handover.put(3);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        handover.close();
        assertThat(third.get(10, TimeUnit.SECONDS)).isFalse();
    }
}
