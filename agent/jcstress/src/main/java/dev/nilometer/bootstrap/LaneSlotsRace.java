package dev.nilometer.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread offers two samples while the drain takes: each arrives once, whole, and in its order. */
@JCStressTest
@Outcome(
        id = {"0, 12", "1, 12", "12, 12"},
        expect = Expect.ACCEPTABLE,
        desc = "none, one or both were there already")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled, torn or out of order")
@State
public class LaneSlotsRace {
    private final Lane lane = new Lane(null);
    private int seen;

    /** The producer. */
    @Actor
    public void record() {
        lane.record(1, 1, 1, null);
        lane.record(1, 2, 2, null);
    }

    /** The drain. */
    @Actor
    public void drain(II_Result result) {
        take();
        result.r1 = seen;
    }

    /** The drain's next pass. */
    @Arbiter
    public void rest(II_Result result) {
        take();
        result.r2 = seen;
    }

    private void take() {
        lane.drainSlots((key, flags, startNanos, value, execution) ->
                seen = seen * 10 + (startNanos == value && key == 1 && execution == 0 ? (int) value : 9));
    }
}
