package dev.nilometer.agent;

import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.core.drain.Drain;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.SelfReading;
import dev.nilometer.store.send.FleetSettings;
import dev.nilometer.store.send.SendSettings;
import dev.nilometer.store.send.SendStatus;
import dev.nilometer.store.send.Sender;
import dev.nilometer.store.spool.Spool;
import java.util.List;
import java.util.function.Consumer;

/** The sender with what it steers. Loaded only where there is java.sql. Safe from every thread. */
final class Sending implements Consumer<FleetSettings> {
    private final Drain drain;
    private final Diagnostics log;
    private final Sender sender;
    /** Only nilometer-send changes it: what the application's end stopped is never started again. */
    private boolean switchedOff;

    private volatile boolean ending;

    private Sending(SendSettings settings, Spool spool, Drain drain, Diagnostics log) {
        this.drain = drain;
        this.log = log;
        this.sender = new Sender(settings, spool, log, this);
    }

    static Sending start(SendSettings settings, Spool spool, Drain drain, Diagnostics log) {
        Sending sending = new Sending(settings, spool, drain, log);
        sending.sender.start(AgentThreads.named("nilometer-send"));
        return sending;
    }

    /** On nilometer-send: the database's share of the fleet's row budget, and its off switch. */
    @Override
    public void accept(FleetSettings fleet) {
        drain.setShare(fleet.rowsPerSecond());
        if (!fleet.isEnabled() && !switchedOff) {
            switchedOff = true;
            Recorder.stop();
            log.info("the database's settings say: record nothing");
        } else if (fleet.isEnabled() && switchedOff && !ending) {
            switchedOff = false;
            Recorder.start();
            log.info("recording goes on, as the database's settings say");
        }
    }

    SendStatus status() {
        return sender.status();
    }

    List<SelfReading> readings() {
        return sender.readings();
    }

    void finish(long maxNanos) {
        ending = true;
        sender.finish(maxNanos);
        sender.close();
    }
}
