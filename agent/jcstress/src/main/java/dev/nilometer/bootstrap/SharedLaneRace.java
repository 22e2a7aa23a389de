package dev.nilometer.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads hold one shared lane by turns and record: nobody enters while the other is inside. */
@JCStressTest
@Outcome(
        id = {"1, 1", "0, 1", "1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "each who held it recorded, whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "held by two, lost or torn")
@State
public class SharedLaneRace {
    private final Lane lane = new Lane(null);
    private boolean firstHeld;
    private boolean secondHeld;

    /** A thread. */
    @Actor
    public void record() {
        firstHeld = hold(1);
    }

    /** Another one. */
    @Actor
    public void recordToo() {
        secondHeld = hold(2);
    }

    private boolean hold(int value) {
        if (!lane.hold(Thread.currentThread())) {
            return false;
        }
        lane.record(1, value, value, null);
        lane.letGo();
        return true;
    }

    /** The drain: one record for each who held it, or 9. */
    @Arbiter
    public void drain(II_Result result) {
        int[] seen = new int[3];
        lane.drainSlots((key, flags, startNanos, value, execution) -> seen[startNanos == value ? (int) value : 0]++);
        result.r1 = seen[1] == (firstHeld ? 1 : 0) && seen[0] == 0 ? seen[1] : 9;
        result.r2 = seen[2] == (secondHeld ? 1 : 0) && seen[0] == 0 ? seen[2] : 9;
    }
}
