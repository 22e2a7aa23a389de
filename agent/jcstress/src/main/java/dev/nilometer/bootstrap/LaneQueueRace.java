package dev.nilometer.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread queues two executions while the drain polls: each arrives once, whole, and in its order. */
@JCStressTest
@Outcome(
        id = {"0, 12", "1, 12", "12, 12"},
        expect = Expect.ACCEPTABLE,
        desc = "none, one or both were there already")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled, torn or out of order")
@State
public class LaneQueueRace {
    private final Lane lane = new Lane(null);
    private int seen;

    /** The producer. */
    @Actor
    public void end() {
        queue(1);
        queue(2);
    }

    private void queue(long nanos) {
        OpenExecution ended = new OpenExecution(Context.current(), ActorSite.NOTE, null, null, null);
        ended.start(nanos);
        ended.end(nanos);
        lane.offerExecution(ended);
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
        for (OpenExecution ended = lane.pollExecution(); ended != null; ended = lane.pollExecution()) {
            boolean whole = ended.hasEnded() && ended.endNanos() == ended.startNanos();
            seen = seen * 10 + (whole ? (int) ended.endNanos() : 9);
        }
    }
}
