package dev.nilometer.store.send;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.store.spool.Adoption;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Delivers what dead processes left in a {@code spool.dir}, and nothing else: for hosts on which no agent will start
 * again. Streams whose process lives are left alone. Run by one thread.
 */
public final class Recovery {
    private final SendSettings settings;
    private final Diagnostics diagnostics;

    /** A recovery into this database. */
    public Recovery(SendSettings settings, Diagnostics diagnostics) {
        this.settings = settings;
        this.diagnostics = diagnostics;
    }

    /**
     * Delivers all that is there. What was delivered when it fails stays so, and the rest is delivered by the next.
     *
     * @throws SQLException when the database cannot be reached, or refuses
     */
    public RecoveryResult run(Path spoolDir) throws SQLException {
        Estate estate = new Estate(diagnostics);
        estate.adopt(spoolDir);
        Watchdog unwatched = new Watchdog();
        try (Session session = new Connector(settings, DriverLoader::load).open(unwatched)) {
            SendResult result = estate.deliver(session);
            while (result.outcome() == SendResult.Outcome.SENT) {
                result = estate.deliver(session);
            }
            return new RecoveryResult(estate.delivered(), estate.rows(), Adoption.streams(spoolDir));
        } finally {
            estate.close();
        }
    }
}
