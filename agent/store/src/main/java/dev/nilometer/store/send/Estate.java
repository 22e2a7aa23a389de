package dev.nilometer.store.send;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.store.spool.Adoption;
import dev.nilometer.store.spool.DeadStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What dead processes left: their streams are delivered one after the other, each under its own id, and their folders
 * go as they become empty. nilometer-send alone.
 */
final class Estate {
    private final Diagnostics diagnostics;
    private final Deque<DeadStream> streams = new ArrayDeque<>();
    private @Nullable Delivery current;
    private long rows;
    private int delivered;

    Estate(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Takes hold of all streams below this folder whose process is no more. */
    void adopt(Path spoolDir) {
        streams.addAll(Adoption.adopt(spoolDir));
    }

    /** Stores the next group of the stream at hand; IDLE when nothing is left. */
    SendResult deliver(Session on) throws SQLException {
        while (true) {
            DeadStream stream = streams.peek();
            if (stream == null) {
                return SendResult.of(SendResult.Outcome.IDLE);
            }
            Delivery delivery = current == null ? new Delivery(stream) : current;
            current = delivery;
            delivery.greet(on);
            SendResult result = delivery.deliver(on);
            rows += result.rows();
            if (result.outcome() != SendResult.Outcome.IDLE) {
                return SendResult.sent(result.rows(), true);
            }
            diagnostics.info("delivered what " + stream.header().identity() + " had left");
            delivered++;
            current = null;
            streams.remove();
            stream.close();
        }
    }

    /** The session is gone. */
    void interrupted() {
        if (current != null) {
            current.interrupted();
        }
    }

    /** Streams that were delivered to their end. */
    int delivered() {
        return delivered;
    }

    /** Rows that were stored. */
    long rows() {
        return rows;
    }

    /** Streams that wait. */
    int waiting() {
        return streams.size();
    }

    /** Lets go of the folders that are not empty: whoever asks next delivers them. */
    void close() {
        streams.forEach(DeadStream::close);
        streams.clear();
        current = null;
    }
}
