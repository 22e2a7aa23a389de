package dev.nilometer.core.drain;

import dev.nilometer.model.Account;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where scrapes get their account from. An account is built only when somebody asks: the asker wakes the drain, and all
 * who asked before a pass began are served by that pass. Safe from every thread.
 */
public final class Accounts {
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Object lock = new Object();
    private volatile long wanted;
    private long served;
    private Account last = empty();
    private volatile @Nullable Runnable wake;

    Accounts() {}

    private static Account empty() {
        Map<RecordKind, Totals> totals = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            totals.put(kind, Totals.NONE);
        }
        return new Account(
                0,
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                totals,
                Collections.emptyList());
    }

    /** How the drain is woken; without it a request waits for the next pass. */
    void wakeBy(Runnable unpark) {
        wake = unpark;
    }

    /**
     * An account that holds every record made before this call. Waits 50 ms at most; a drain that is stuck gives the
     * last account instead.
     */
    public Account fresh() {
        long ticket;
        synchronized (lock) {
            ticket = wanted + 1;
            wanted = ticket;
        }
        Runnable unpark = wake;
        if (unpark != null) {
            unpark.run();
        }
        return await(ticket, System.nanoTime() + MAX_WAIT_NANOS);
    }

    private Account await(long ticket, long deadlineNanos) {
        synchronized (lock) {
            while (served < ticket) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (millis <= 0) {
                    break;
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            return last;
        }
    }

    /** The latest account, without asking for a new one. */
    public Account latest() {
        synchronized (lock) {
            return last;
        }
    }

    /** The number of requests made so far; read before a pass begins. */
    long wanted() {
        return wanted;
    }

    /** True when a pass that began after so many requests must publish. */
    boolean isAwaited(long wantedBefore) {
        synchronized (lock) {
            return served < wantedBefore;
        }
    }

    /** The pass that began after so many requests is over. */
    void publish(Account account, long wantedBefore) {
        synchronized (lock) {
            last = account;
            served = wantedBefore;
            lock.notifyAll();
        }
    }
}
