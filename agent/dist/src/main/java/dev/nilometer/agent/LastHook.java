package dev.nilometer.agent;

import dev.nilometer.model.Diagnostics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Runs a piece of work at the very end of the JVM: in one of its sequential hook slots, which come after all hooks of
 * the application, so that what those record is not lost. Where the slots cannot be reached it is an ordinary hook
 * beside theirs. The work runs on a thread of the agent's and the exit waits for it a bounded time.
 */
final class LastHook implements Runnable {
    /** The JDK itself uses 0 to 2; after 9 there are none. */
    private static final int LAST_SLOT = 9;

    private static final int FIRST_SLOT = 3;

    private final Runnable work;
    private final long maxMillis;

    private LastHook(Runnable work, long maxMillis) {
        this.work = work;
        this.maxMillis = maxMillis;
    }

    /** Registers the work; {@link Bridge#openJavaLang} comes first. */
    static void register(Runnable work, long maxMillis, Diagnostics log) {
        LastHook hook = new LastHook(work, maxMillis);
        try {
            if (hook.takeSlot()) {
                return;
            }
            log.debug("all of the JVM's last hook slots are taken, the last flush runs beside the application's hooks");
        } catch (ReflectiveOperationException | RuntimeException closed) {
            log.debug("the JVM's last hook slots are out of reach (" + closed + ")");
        }
        try {
            Runtime.getRuntime()
                    .addShutdownHook(AgentThreads.named("nilometer-stop").newThread(hook));
        } catch (IllegalStateException ending) {
            log.debug("the JVM ends already: nothing was recorded, there is nothing to flush");
        }
    }

    private boolean takeSlot() throws ReflectiveOperationException {
        Method add =
                Class.forName("java.lang.Shutdown").getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
        add.setAccessible(true);
        for (int slot = LAST_SLOT; slot >= FIRST_SLOT; slot--) {
            try {
                add.invoke(null, slot, false, this);
                return true;
            } catch (InvocationTargetException taken) {
                // another agent's: the one before it will do
            }
        }
        return false;
    }

    @Override
    public void run() {
        Thread thread = AgentThreads.start("nilometer-stop", work);
        try {
            thread.join(maxMillis);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }
}
