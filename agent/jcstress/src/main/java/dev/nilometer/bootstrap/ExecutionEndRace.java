package dev.nilometer.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads end one execution that both may end: it ends once. */
@JCStressTest
@Outcome(
        id = {"true, false", "false, true"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them ended it")
@Outcome(expect = Expect.FORBIDDEN, desc = "ended twice, or never")
@State
public class ExecutionEndRace {
    private final OpenExecution execution = new OpenExecution(Context.current(), ActorSite.NOTE, null, null, null);

    /** Shared from its beginning. */
    public ExecutionEndRace() {
        execution.share();
    }

    /** A thread. */
    @Actor
    public void end(ZZ_Result result) {
        result.r1 = execution.end(1);
    }

    /** Another one. */
    @Actor
    public void endToo(ZZ_Result result) {
        result.r2 = execution.end(2);
    }
}
