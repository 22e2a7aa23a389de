package dev.nilometer.agent;

import dev.nilometer.agent.options.Level;
import dev.nilometer.model.Diagnostics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the agent says: one line each on the process's stderr, never through {@code System.err}, which the host may have
 * given to its own logger. At most {@value #BURST} lines at once and one more every {@value #SECONDS_PER_LINE} s after
 * that, except at level debug; what is held back is counted in the next line. Safe from every thread, never throws.
 */
final class AgentLog implements Diagnostics {
    private static final String PREFIX = "nilometer: ";
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';
    private static final int BURST = 20;
    private static final int SECONDS_PER_LINE = 3;
    private static final long NANOS_PER_LINE = SECONDS_PER_LINE * 1_000_000_000L;

    private final AtomicLong heapExhausted = new AtomicLong();
    private final Level level;
    private final OutputStream out;
    private final Clock clock;

    /** Guarded by this. */
    private long lines = BURST;

    /** Guarded by this. */
    private long refilledNanos;

    /** Guarded by this. */
    private long heldBack;

    AgentLog(Level level, OutputStream out, Clock clock) {
        this.level = level;
        this.out = out;
        this.clock = clock;
        this.refilledNanos = clock.nanoTime();
    }

    /** On the process's own stderr. */
    static AgentLog onStderr(Level level) {
        return new AgentLog(level, new FileOutputStream(FileDescriptor.err), new SystemClock());
    }

    @Override
    public void warn(String sentence) {
        say(Level.WARN, sentence);
    }

    @Override
    public void info(String sentence) {
        say(Level.INFO, sentence);
    }

    @Override
    public void debug(String sentence) {
        say(Level.DEBUG, sentence);
    }

    @Override
    public void heapExhausted() {
        heapExhausted.incrementAndGet();
    }

    /** How often a thread of the agent found the heap exhausted. */
    long heapExhaustedCount() {
        return heapExhausted.get();
    }

    /** True when somebody would read more than warnings. */
    boolean showsInfo() {
        return level.compareTo(Level.INFO) >= 0;
    }

    /** True when somebody would read details. */
    boolean showsDebug() {
        return level == Level.DEBUG;
    }

    private void say(Level of, String sentence) {
        if (of.compareTo(level) <= 0) {
            write(sentence);
        }
    }

    private synchronized void write(String sentence) {
        refill();
        if (lines == 0 && level != Level.DEBUG) {
            heldBack++;
            return;
        }
        lines = Math.max(0, lines - 1);
        String more = heldBack == 0 ? "" : " (and " + heldBack + " lines held back)";
        heldBack = 0;
        String line = PREFIX + onOneLine(sentence) + more + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException closed) {
            heldBack++;
        }
    }

    private void refill() {
        long earned = (clock.nanoTime() - refilledNanos) / NANOS_PER_LINE;
        if (earned > 0) {
            refilledNanos += earned * NANOS_PER_LINE;
            lines = Math.min(BURST, lines + earned);
        }
    }

    /** Whatever a value holds, it neither ends the line nor speaks to the terminal. */
    private static String onOneLine(String sentence) {
        StringBuilder line = new StringBuilder(sentence.length());
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            boolean plain = !Character.isISOControl(c) && c != LINE_SEPARATOR && c != PARAGRAPH_SEPARATOR;
            line.append(plain ? c : ' ');
        }
        return line.toString();
    }

    /** Where nanoseconds come from. */
    interface Clock {
        /** As {@link System#nanoTime}. */
        long nanoTime();
    }

    /** The JVM's. */
    private static final class SystemClock implements Clock {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }
}
