package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValveTest {
    @AfterEach
    void open() {
        Valve.setInitial(Valve.EVERY);
        Valve.grantExecutions(Valve.UNLIMITED);
    }

    @Test
    void givesManyThreadsExactlyWhatWasGranted() throws InterruptedException {
        Valve.grantExecutions(1_000);
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    taken.addAndGet(Valve.takeGrant() ? 1 : 0);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken.get()).isEqualTo(1_000);
        assertThat(Valve.granted()).isLessThanOrEqualTo(0);
    }

    @Test
    void grantsAllOrNoneWhenToldSo() {
        Valve.grantExecutions(Valve.UNLIMITED);
        assertThat(Valve.takeGrant()).isTrue();
        assertThat(Valve.granted()).isEqualTo(Valve.UNLIMITED);
        Valve.grantExecutions(0);
        assertThat(Valve.takeGrant()).isFalse();
    }

    @Test
    void treatsNewKeysAsItWasToldUntilTheyAreSet() {
        Valve.setInitial(Valve.NONE);
        int key = Keys.intern(Keys.EVENT, "event", "valve test");

        assertThat(Valve.threshold(key)).isEqualTo(Valve.NONE);
        Valve.set(key, 7);
        assertThat(Valve.threshold(key)).isEqualTo(7);
    }

    @Test
    void holdsNoMoreThanTheLedgerAllows() {
        assertThat((Limits.OWN_LANES + Limits.SHARED_LANES) * Lane.BYTES).isLessThanOrEqualTo(8 << 20);
        assertThat((Limits.FOLD_TABLES + Limits.SHARED_TABLES + 2) * FoldTable.BYTES)
                .isLessThanOrEqualTo(4 << 20);
    }
}
