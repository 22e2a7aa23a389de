package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualThreadTest {
    @Test
    void countsEveryRecordOfTenThousandVirtualThreads() throws Exception {
        Method start = startVirtualThread();
        Taken taken = Taken.sumsAfresh();
        int stage = Sites.stage(null, "", "virtual");
        int actor = Sites.execution("virtual actor", "");
        int lanesBefore = Lanes.count();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int item = i;
            Runnable task = () -> {
                OpenExecution e = Recorder.enterExecution(actor, item, null, 0);
                for (int call = 0; call < 100; call++) {
                    Recorder.exitStage(stage, Recorder.enterStage(stage), null);
                }
                Recorder.exitExecution(e, null);
            };
            threads.add((Thread) start.invoke(null, task));
        }
        taken.until(threads);

        int group = Keys.intern(
                Keys.EXECUTION_TIME, "actor", "virtual actor", "queue", "", "status", "success", "error_type", "");
        assertThat(taken.count(Taken.stageKey("virtual actor", "virtual", "success")))
                .isEqualTo(1_000_000);
        assertThat(taken.executions.size() + taken.folds(group).count).isEqualTo(10_000);
        assertThat(Lanes.count()).isLessThanOrEqualTo(lanesBefore + Limits.SHARED_LANES);
        assertThat(Lanes.countAsync()).isZero();
    }

    private static Method startVirtualThread() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "virtual threads need a JDK 21 or newer; this is " + Runtime.version());
            throw new AssertionError(e);
        }
    }
}
