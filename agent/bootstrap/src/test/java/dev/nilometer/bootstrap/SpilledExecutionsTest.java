package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpilledExecutionsTest {
    private static final int EACH = 50_000;

    @Test
    void givesEachThatItTookOnceBesideALiveDrain() throws InterruptedException {
        Taken.afresh();
        int site = Sites.execution("spilled", "");
        AtomicLong offered = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < EACH; n++) {
                    OpenExecution ended = new OpenExecution(Context.current(), Sites.actorAt(site), "item", null, null);
                    offered.addAndGet(SpilledExecutions.offer(ended) ? 1 : 0);
                }
            }));
        }
        threads.forEach(Thread::start);
        Set<OpenExecution> seen = new HashSet<>();
        long taken = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            taken += take(seen);
        }
        taken += take(seen);

        assertThat(taken).isEqualTo(offered.get()).isPositive();
        assertThat(seen).hasSize((int) taken);
        assertThat(SpilledExecutions.pending()).isZero();
    }

    private static long take(Set<OpenExecution> seen) {
        long taken = 0;
        SpilledExecutions.look();
        for (int i = 0; i < SpilledExecutions.room(); i++) {
            OpenExecution ended = SpilledExecutions.take(i);
            if (ended != null) {
                seen.add(ended);
                taken++;
            }
        }
        return taken;
    }
}
