package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int CALLS = 200_000;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final int site = Sites.stage(null, "", "allocation");

    @Test
    void allocatesNothingForAStage() {
        Taken.afresh();
        assertThat(bytesPerCall()).as("outside: a few rows, then folds").isZero();
        OpenExecution e = Recorder.enterExecution(Sites.execution("allocation", ""), "x", null, 0);
        assertThat(bytesPerCall()).as("inside a kept execution").isZero();
        Recorder.exitExecution(e, null);
    }

    @Test
    void allocatesOneObjectForAnExecution() {
        int actor = Sites.execution("allocation of executions", "queue");
        Taken taken = Taken.afresh();
        for (int warm = 0; warm < CALLS; warm++) {
            execution(actor, taken, warm);
        }
        taken.executions.clear();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < Lane.EXECUTIONS; i++) {
            Recorder.exitExecution(Recorder.enterExecution(actor, "x", null, 1), null);
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        taken.all();

        // 88 bytes with compressed class pointers; what reads the counter takes a few of its own.
        assertThat(bytes / Lane.EXECUTIONS).isLessThanOrEqualTo(96);
    }

    private static void execution(int actor, Taken taken, int call) {
        Recorder.exitExecution(Recorder.enterExecution(actor, "x", null, 1), null);
        if (call % Lane.EXECUTIONS == Lane.EXECUTIONS - 1) {
            taken.all();
            taken.executions.clear();
        }
    }

    private long bytesPerCall() {
        call();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < CALLS; i++) {
            call();
        }
        // The JIT and the reading itself may leave a few bytes; one byte a call would be 200,000.
        return (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / CALLS;
    }

    private void call() {
        Recorder.exitStage(site, Recorder.enterStage(site), null);
    }
}
