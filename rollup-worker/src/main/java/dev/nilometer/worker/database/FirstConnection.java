package dev.nilometer.worker.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connection beside the pool, lent to one at a time and opened again when it died. A command that never needs two at
 * once so makes no pool, which costs a start more than all its queries. Safe from every thread.
 */
final class FirstConnection implements AutoCloseable {
    /** So long it is believed to live without being asked, as the pool does it. */
    private static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int ANSWER_SECONDS = 2;

    private final DataSource direct;

    /** Whoever has the permit may touch the fields below. */
    private final Semaphore free = new Semaphore(1);

    private volatile @Nullable Connection connection;
    private long trustedSinceNanos;
    private boolean trusted;

    FirstConnection(DataSource direct) {
        this.direct = direct;
    }

    /** Connects anew, whether the last one lives or not; keeps the new one, unless somebody works with the last one. */
    void open() throws SQLException {
        Connection opened = direct.getConnection();
        if (!free.tryAcquire()) {
            opened.close();
            return;
        }
        closeQuietly(connection);
        connection = opened;
        giveBack(true);
    }

    /** Lends it until {@link #giveBack}; null while somebody else has it. */
    @Nullable
    Connection take() throws SQLException {
        if (!free.tryAcquire()) {
            return null;
        }
        try {
            Connection living = connection;
            if (living == null || !lives(living)) {
                closeQuietly(living);
                connection = null;
                living = direct.getConnection();
                connection = living;
            }
            return living;
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private boolean lives(Connection asked) throws SQLException {
        boolean believed = trusted && System.nanoTime() - trustedSinceNanos < TRUST_NANOS;
        return believed ? !asked.isClosed() : asked.isValid(ANSWER_SECONDS);
    }

    /** @param well false where something went wrong with it: it is asked before it is lent again */
    void giveBack(boolean well) {
        trusted = well;
        trustedSinceNanos = System.nanoTime();
        free.release();
    }

    /** Whoever still works with it fails. */
    @Override
    public void close() {
        closeQuietly(connection);
    }

    private static void closeQuietly(@Nullable Connection old) {
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException e) {
            return; // it is gone, as it should be
        }
    }
}
