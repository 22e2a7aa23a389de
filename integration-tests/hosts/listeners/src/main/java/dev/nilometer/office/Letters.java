package dev.nilometer.office;

import org.springframework.jms.annotation.JmsListener;
import org.springframework.stereotype.Component;

/** Is called with the text of a message of JMS. The first one fails once and is delivered again. */
@Component
class Letters {
    private final Tally tally;
    private boolean failed;

    Letters(Tally tally) {
        this.tally = tally;
    }

    @JmsListener(destination = "letters")
    public void onLetter(String letter) {
        if (!failed) {
            failed = true;
            throw new IllegalStateException("the office was closed");
        }
        tally.add(1);
    }
}
