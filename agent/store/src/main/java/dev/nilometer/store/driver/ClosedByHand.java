package dev.nilometer.store.driver;

import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.util.LazyCleaner;

/**
 * Stands in for pgjdbc's cleaner in the agent jar (the shade step replaces the name), because the original watches for
 * forgotten connections on a thread of the host's common pool. The sender closes what it opens, so there is nothing to
 * watch: what is closed is cleaned, once, by whoever closes it. Public, with the names and shapes of the original,
 * because the driver links to it. Safe from every thread.
 */
public final class ClosedByHand implements LazyCleaner {
    private static final ClosedByHand ONLY = new ClosedByHand();

    private ClosedByHand() {}

    /** The one cleaner. */
    public static ClosedByHand getInstance() {
        return ONLY;
    }

    @Override
    public <T extends Throwable> Cleanable<T> register(Object owner, CleaningAction<T> action) {
        AtomicBoolean cleaned = new AtomicBoolean();
        return () -> {
            if (cleaned.compareAndSet(false, true)) {
                action.onClean(false);
            }
        };
    }
}
