package dev.nilometer.prometheus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that serve exchanges: at most 64, made when needed, gone after 30 s without work. An exchange that is
 * not over after 5 s is cut: its thread is interrupted, which closes the channel it reads or writes. When all are
 * busy a further exchange is refused and its connection closed, so a client that dawdles costs others 5 s at most.
 * Safe from every thread.
 */
final class HttpThreads {
    static final int MAX_THREADS = 64;
    static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ThreadPoolExecutor pool;
    private final Thread watch;
    private volatile boolean closed;
    private final Map<Thread, Long> busySince = new ConcurrentHashMap<>();

    HttpThreads(ThreadFactory factory) {
        pool = new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        watch = factory.newThread(this::watch);
        watch.start();
    }

    /** Runs this on a thread of the pool; throws RejectedExecutionException when all are busy. */
    void execute(Runnable exchange) {
        pool.execute(() -> {
            busySince.put(Thread.currentThread(), System.nanoTime());
            try {
                exchange.run();
            } finally {
                busySince.remove(Thread.currentThread());
                // The deadline may have struck at the very end: the next exchange must not inherit it.
                Thread.interrupted();
            }
        });
    }

    private void watch() {
        while (!closed) {
            try {
                cutLateOnes();
            } catch (OutOfMemoryError e) {
                // the next look may find room
            }
            LockSupport.parkNanos(WATCH_NANOS);
        }
    }

    private void cutLateOnes() {
        long now = System.nanoTime();
        busySince.forEach((thread, since) -> {
            if (now - since > DEADLINE_NANOS && busySince.remove(thread, since)) {
                thread.interrupt();
            }
        });
    }

    void close() {
        closed = true;
        LockSupport.unpark(watch);
        pool.shutdownNow();
    }
}
