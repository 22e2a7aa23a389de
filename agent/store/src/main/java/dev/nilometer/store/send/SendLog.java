package dev.nilometer.store.send;

import dev.nilometer.model.Diagnostics;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the sender remembers of its successes and failures: counts by reason, the last error, and at most one warning a
 * minute for as long as nothing gets better. Written by nilometer-send, read by any thread.
 */
final class SendLog {
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final Diagnostics diagnostics;
    private final String database;
    private final Map<String, Long> failures = new TreeMap<>();
    private String state = "starting";
    private boolean healthy;
    private boolean failing;
    private boolean leaving;
    private @Nullable FailureKind lastKind;
    private @Nullable String lastError;
    private long warnedNanos;
    private long lastSendEpochMillis;

    SendLog(Diagnostics diagnostics, String database) {
        this.diagnostics = diagnostics;
        this.database = database;
    }

    synchronized void stored() {
        lastSendEpochMillis = System.currentTimeMillis();
    }

    synchronized void succeeded(String newState) {
        if (failing) {
            diagnostics.info("sending to " + database + " again");
        }
        failing = false;
        lastKind = null;
        healthy = true;
        state = newState;
    }

    /** Nothing waits, and the connection may be cut by us: from now on failures are counted and not said. */
    synchronized void leave() {
        leaving = true;
    }

    synchronized void failed(FailureKind kind, Throwable e) {
        failures.merge(kind.label(), 1L, Long::sum);
        healthy = false;
        state = kind.sentence();
        lastError = kind.sentence() + detail(e);
        long now = System.nanoTime();
        boolean news = !failing
                || (kind != lastKind && now - warnedNanos > QUIET_NANOS / 6)
                || now - warnedNanos > QUIET_NANOS;
        if (news && !leaving) {
            diagnostics.warn(database + ": " + lastError + "; records wait in the spool");
            warnedNanos = now;
        }
        failing = true;
        lastKind = kind;
    }

    /** SQLSTATE and the first line: neither holds a password. */
    private static String detail(Throwable e) {
        String message = String.valueOf(e.getMessage());
        int line = message.indexOf('\n');
        String first = line < 0 ? message : message.substring(0, line);
        String sqlState = e instanceof SQLException ? ((SQLException) e).getSQLState() : null;
        String host = e.getCause() instanceof UnknownHostException
                ? " There is no host " + e.getCause().getMessage()
                : "";
        return " (" + (sqlState == null ? "" : sqlState + " ") + first + host + ")";
    }

    synchronized Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    synchronized SendStatus status(long position, long answerNanos, @Nullable FleetSettings fleet) {
        return new SendStatus(
                database, state, healthy, position, answerNanos, lastSendEpochMillis, lastError, failures, fleet);
    }
}
