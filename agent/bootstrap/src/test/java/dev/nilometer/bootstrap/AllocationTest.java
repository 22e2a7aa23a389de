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
