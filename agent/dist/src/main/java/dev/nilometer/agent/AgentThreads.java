package dev.nilometer.agent;

import dev.nilometer.bootstrap.Recorder;
import java.util.concurrent.ThreadFactory;

/**
 * Makes every thread of the agent: a daemon with the agent's context class loader that never records and inherits
 * nothing from the host's thread that happened to start it. Safe from every thread.
 */
final class AgentThreads implements ThreadFactory {
    private static final long JVMS_STACK_SIZE = 0;

    private final String name;

    private AgentThreads(String name) {
        this.name = name;
    }

    /** A factory of threads that all have this name. */
    static ThreadFactory named(String name) {
        return new AgentThreads(name);
    }

    /** Starts one. */
    static Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }

    /** A thread for the time when there is no recorder yet. */
    static Thread early(String name, Runnable work) {
        return thread(name, work);
    }

    /** Starts such a thread. */
    static void startEarly(String name, Runnable work) {
        early(name, work).start();
    }

    @Override
    public Thread newThread(Runnable work) {
        return thread(name, new Unrecorded(work));
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, JVMS_STACK_SIZE, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(AgentThreads.class.getClassLoader());
        return thread;
    }

    /** Marks its thread before it works. */
    private static final class Unrecorded implements Runnable {
        private final Runnable work;

        Unrecorded(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            Recorder.neverRecord();
            work.run();
        }
    }
}
