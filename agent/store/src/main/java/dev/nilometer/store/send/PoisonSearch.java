package dev.nilometer.store.send;

import dev.nilometer.store.copy.CopyRows;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that the database refuses, by trying halves in transactions that are rolled back, and takes them out
 * of their group: about two groups' worth of COPY for one bad row. nilometer-send alone.
 */
final class PoisonSearch {
    private final Session session;
    private final Group group;
    private int found;

    private PoisonSearch(Session session, Group group) {
        this.session = session;
        this.group = group;
    }

    /** Takes every refused row out of the group; returns how many there were. */
    static int run(Session session, Group group) throws SQLException {
        PoisonSearch search = new PoisonSearch(session, group);
        for (CopyRows rows : group.targets()) {
            search.search(rows, 0, rows.size());
        }
        return search.found;
    }

    private void search(CopyRows rows, int from, int to) throws SQLException {
        if (from >= to) {
            return;
        }
        SQLException refusal = tryRows(rows, from, to);
        if (refusal == null) {
            return;
        }
        if (to - from == 1) {
            group.reject(rows, from, reason(refusal));
            found++;
            return;
        }
        int middle = (from + to) >>> 1;
        search(rows, from, middle);
        search(rows, middle, to);
    }

    private @Nullable SQLException tryRows(CopyRows rows, int from, int to) throws SQLException {
        try {
            session.begin();
            session.copy(rows, from, to);
            session.rollback();
            return null;
        } catch (SQLException e) {
            FailureKind kind = FailureKind.of(e, true);
            if (kind != FailureKind.POISON && kind != FailureKind.PARTITION) {
                throw e;
            }
            session.rollback();
            return e;
        }
    }

    private static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int line = message.indexOf('\n');
        return e.getSQLState() + " " + (line < 0 ? message : message.substring(0, line));
    }
}
