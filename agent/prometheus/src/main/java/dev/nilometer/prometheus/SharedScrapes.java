package dev.nilometer.prometheus;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets all who ask for the same at the same time share one answer, which is begun after each of them asked: nobody gets
 * less than was recorded before. One answer is made at a time, so the memory of one is the bound. Waits as long as the
 * exchange may last ({@link HttpThreads}). Safe from every thread.
 */
final class SharedScrapes {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Map<String, FutureTask<ScrapeBody>> waiting = new HashMap<>();

    /**
     * The answer under this name, made by this thread or by one that asked before and had to wait for its turn.
     *
     * @throws IOException when it could not be made, or the thread was interrupted
     */
    ScrapeBody get(String name, Callable<ScrapeBody> maker) throws IOException {
        FutureTask<ScrapeBody> mine = new FutureTask<>(maker);
        FutureTask<ScrapeBody> shared;
        synchronized (waiting) {
            shared = waiting.computeIfAbsent(name, ignored -> mine);
        }
        try {
            if (shared == mine) {
                makeInTurn(name, mine);
            }
            return shared.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this scrape took too long", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private void makeInTurn(String name, FutureTask<ScrapeBody> mine) throws InterruptedException {
        boolean hasTurn = false;
        try {
            turn.lockInterruptibly();
            hasTurn = true;
        } finally {
            synchronized (waiting) {
                // From here on who asks might miss a record that this answer does not hold.
                waiting.remove(name);
            }
            try {
                // Interrupted before its turn, it is made all the same: others wait for it.
                mine.run();
            } finally {
                if (hasTurn) {
                    turn.unlock();
                }
            }
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException) {
            throw (RuntimeException) cause;
        }
        if (cause instanceof Error) {
            throw (Error) cause;
        }
        return cause instanceof IOException ? (IOException) cause : new IOException(cause);
    }
}
