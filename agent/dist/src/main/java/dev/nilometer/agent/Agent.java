package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.weaving.ExecutorWeaver;
import dev.nilometer.weaving.Gate;
import dev.nilometer.weaving.Weaver;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent. Called once, by {@code Premain}, on the JVM's main thread, which waits for as little as can be: the
 * options are read, what is wrong with them is said, and classes are looked at from here on. Everything else is done by
 * {@link Start} beside the application, and a class that is to be woven before that waits at the gate.
 */
public final class Agent {
    private static boolean there;

    private Agent() {}

    /** What the premain class calls by name, once for each {@code -javaagent}, always on the same thread. */
    public static void start(@Nullable String argument, Instrumentation instrumentation, JarFile jar) {
        Options options = Options.resolve(argument == null ? "" : argument, System.getProperties(), System.getenv());
        if (!options.bool(AgentOption.ENABLED)) {
            return;
        }
        AgentLog log = AgentLog.onStderr(options.level());
        if (there) {
            log.warn("this JVM has an agent already; the second -javaagent is ignored");
            return;
        }
        there = true;
        say(options, log);
        begin(options, log, instrumentation, jar);
    }

    private static void say(Options options, AgentLog log) {
        for (String complaint : options.complaints()) {
            log.warn(complaint);
        }
        if (log.showsDebug()) {
            for (Setting setting : options.all()) {
                log.debug(setting.toString());
            }
        }
    }

    private static void begin(Options options, AgentLog log, Instrumentation instrumentation, JarFile jar) {
        Gate gate = new Gate();
        Weaver weaver = Weaving.of(options, log, gate);
        StartLine startLine = new StartLine(options, log, jar);
        instrumentation.addTransformer(weaver, false);
        AgentThreads.startEarly(
                "nilometer-start", new Start(options, log, instrumentation, jar, weaver, gate, startLine));
        AgentThreads.startEarly("nilometer-warm", new WarmUp(weaver, instrumentation, log));
        if (log.showsInfo()) {
            Runtime.getRuntime().addShutdownHook(AgentThreads.early("nilometer-last-line", startLine));
        }
    }

    /**
     * Loads Byte Buddy before the first class needs it, but not where none ever will; and has the executors woven once there
     * are executions, here and not on the thread that loads their class, which may hold locks.
     */
    private static final class WarmUp implements Runnable {
        private static final long HEAP_WAIT_NANOS = 500_000_000;

        private final Weaver weaver;
        private final Instrumentation instrumentation;
        private final AgentLog log;

        WarmUp(Weaver weaver, Instrumentation instrumentation, AgentLog log) {
            this.weaver = weaver;
            this.instrumentation = instrumentation;
            this.log = log;
        }

        @Override
        public void run() {
            weaver.warmUp();
            while (!areExecutorsDone()) {
                LockSupport.parkNanos(HEAP_WAIT_NANOS);
            }
        }

        /** False when the heap was full: all executors are woven at once, or none. */
        private boolean areExecutorsDone() {
            try {
                weaver.awaitExecutions();
                new ExecutorWeaver(weaver, instrumentation).run();
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            } catch (VirtualMachineError e) {
                log.heapExhausted();
                return false;
            }
            return true;
        }
    }
}
