package dev.nilometer.bootstrap;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads fold into the shared cells while the drain takes them: count and sum are exact. */
@JCStressTest
@Outcome(id = "2, 3", expect = Expect.ACCEPTABLE, desc = "count and sum are exact")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or torn")
@State
public class SharedCellsRace {
    private static final Object DRAIN = new Object();
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final Map<Integer, long[]> SHARED = new HashMap<>();

    private final int key = KEYS.incrementAndGet() & 0xFFFFFF;

    /** A thread. */
    @Actor
    public void fold() {
        foldUntilItFits(1);
    }

    /** Another one. */
    @Actor
    public void foldToo() {
        foldUntilItFits(2);
    }

    /** The drain. */
    @Actor
    public void drain() {
        take();
    }

    /** The drain's next pass. */
    @Arbiter
    public void rest(II_Result result) {
        synchronized (DRAIN) {
            take();
            long[] tally = SHARED.remove(key);
            result.r1 = tally == null ? 0 : (int) tally[0];
            result.r2 = tally == null ? 0 : (int) tally[1];
        }
    }

    /** False means full, which is counted; here the drain makes room. */
    private void foldUntilItFits(long value) {
        while (!SharedCells.fold(FoldTable.entry(key, value), value)) {
            take();
        }
    }

    private static void take() {
        synchronized (DRAIN) {
            SharedCells.take((of, bin, above, more, moreSum, min, max) -> {
                long[] tally = SHARED.computeIfAbsent(of, fresh -> new long[2]);
                tally[0] += more;
                tally[1] += moreSum;
            });
        }
    }
}
