package dev.nilometer.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/** Two threads say the first rare things of one execution: both are kept. */
@JCStressTest
@Outcome(id = "3, 2", expect = Expect.ACCEPTABLE, desc = "all tokens and both entries")
@Outcome(expect = Expect.FORBIDDEN, desc = "what one of them said was lost")
@State
public class ExecutionDetailsRace {
    private final OpenExecution execution = new OpenExecution(Context.current(), ActorSite.NOTE, null, null, null);

    /** A thread. */
    @Actor
    public void say() {
        execution.use(1, 0);
        execution.put("a", "1");
    }

    /** Another one. */
    @Actor
    public void sayToo() {
        execution.put("b", "2");
        execution.use(2, 0);
    }

    /** The drain. */
    @Arbiter
    public void read(JI_Result result) {
        result.r1 = execution.tokens();
        result.r2 = execution.metadata().length / 2;
    }
}
