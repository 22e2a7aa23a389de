package dev.nilometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.agent.options.Level;
import dev.nilometer.core.BatchSink;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.InFlight;
import dev.nilometer.core.TimeSource;
import dev.nilometer.core.drain.Drain;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(Level.INFO, said, System::nanoTime);
    private double used;
    private double collected;
    private long nowNanos = 1;
    private final HeapWatch watch = new HeapWatch(
            new HeapWatch.Heap() {
                @Override
                public double used() {
                    return used;
                }

                @Override
                public double usedAfterCollection() {
                    return collected;
                }
            },
            drain(),
            log);

    private static Drain drain() {
        DrainSettings settings = DrainSettings.builder().build();
        return Drain.of(settings, Drain.numbers(settings), BatchSink.NOWHERE, InFlight.NONE, TimeSource.SYSTEM);
    }

    private boolean shedsAt(double nowUsed, double nowCollected, long afterSeconds) {
        used = nowUsed;
        collected = nowCollected;
        nowNanos += TimeUnit.SECONDS.toNanos(afterSeconds);
        watch.look(nowNanos);
        return watch.isShedding();
    }

    @Test
    void shedsAboveNinetyFivePercentAfterACollectionAndComesBackBelowNinety() {
        assertThat(shedsAt(0.99, 0.5, 1)).as("garbage").isFalse();
        assertThat(shedsAt(0.96, 0.96, 1)).isTrue();
        assertThat(shedsAt(0.94, 0.94, 10)).as("between the bounds").isTrue();
        assertThat(shedsAt(0.85, 0.85, 1)).as("too soon").isTrue();
        assertThat(shedsAt(0.85, 0.94, 5)).isFalse();
        assertThat(shedsAt(0.94, 0.94, 1)).as("between the bounds").isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("the heap is full"))
                .anyMatch(line -> line.contains("rows come again"));
    }

    @Test
    void shedsWhenAThreadOfTheAgentFoundNoHeap() {
        log.heapExhausted();
        assertThat(shedsAt(0.2, 0.2, 1)).isTrue();
        assertThat(shedsAt(0.2, 0.2, 4)).isTrue();
        assertThat(shedsAt(0.2, 0.2, 1)).isFalse();
    }
}
