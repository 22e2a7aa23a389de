package dev.nilometer.sample;

import dev.nilometer.sample.mail.Mailbox;
import dev.nilometer.sample.mail.MboxReader;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Puts a mailbox into the queue, once or again and again. For one thread, which waits while the queue is full. */
final class Feed {

    private final Mailbox mailbox;
    private final Handover<RawMail> inbox;
    private final Pace pace;
    private final int passes;

    /**
     * A feed at rest.
     *
     * @param passes over the mailbox; 0 for no end
     */
    Feed(Mailbox mailbox, Handover<RawMail> inbox, Pace pace, int passes) {
        this.mailbox = mailbox;
        this.inbox = inbox;
        this.pace = pace;
        this.passes = passes;
    }

    /** Returns after the last pass, or soon after {@code stopped} says true, or when the queue is closed. */
    void run(BooleanSupplier stopped) throws IOException, InterruptedException {
        boolean open = true;
        for (int pass = 1; open && (passes == 0 || pass <= passes); pass++) {
            open = runOnce(pass, stopped);
        }
    }

    private boolean runOnce(int pass, BooleanSupplier stopped) throws IOException, InterruptedException {
        try (MboxReader reader = mailbox.open()) {
            long number = 0;
            for (byte[] content = reader.next(); content != null; content = reader.next()) {
                pace.await(stopped);
                if (stopped.getAsBoolean() || !inbox.put(RawMail.of(content, pass, ++number))) {
                    return false;
                }
            }
            return true;
        }
    }
}
