package dev.nilometer.bootstrap;

import java.lang.reflect.Field;
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

/** One thread folds while the drain swaps its table: every value is in the lane's tables or in the shared cells, once. */
@JCStressTest
@Outcome(id = "3, 7", expect = Expect.ACCEPTABLE, desc = "count and sum are exact")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or torn")
@State
public class FoldTableRace {
    private static final Object DRAIN = new Object();
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final Map<Integer, long[]> SHARED = new HashMap<>();

    private final int key = KEYS.incrementAndGet() & 0xFFFFFF;
    private final Lane lane = new Lane(null);
    private long count;
    private long sum;

    /** Every state has a lane, and a lane a table, of which a JVM has few: they are counted anew. */
    public FoldTableRace() {
        try {
            Field tables = Lanes.class.getDeclaredField("tables");
            tables.setAccessible(true);
            tables.setInt(null, 0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The producer. */
    @Actor
    public void fold() {
        lane.fold(key, 1);
        lane.fold(key, 2);
        lane.fold(key, 4);
    }

    /** The drain. */
    @Actor
    public void drain() {
        synchronized (DRAIN) {
            takeTable();
        }
    }

    /** The drain's next pass. */
    @Arbiter
    public void rest(II_Result result) {
        synchronized (DRAIN) {
            takeTable();
            SharedCells.take((of, bin, above, more, moreSum, min, max) -> {
                long[] tally = SHARED.computeIfAbsent(of, fresh -> new long[2]);
                tally[0] += more;
                tally[1] += moreSum;
            });
            long[] shared = SHARED.remove(key);
            result.r1 = (int) (count + (shared == null ? 0 : shared[0]));
            result.r2 = (int) (sum + (shared == null ? 0 : shared[1]));
        }
    }

    private void takeTable() {
        FoldTable taken = lane.takeFolds();
        if (taken != null) {
            taken.forEach((of, bin, above, more, moreSum, min, max) -> {
                count += more;
                sum += moreSum;
            });
        }
    }
}
