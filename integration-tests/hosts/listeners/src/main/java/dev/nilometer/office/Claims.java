package dev.nilometer.office;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Is called because of an annotation that the office made for itself. */
@Component
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Claims {
    private final Tally tally;

    Claims(Tally tally) {
        this.tally = tally;
    }

    @DeskListener(desk = "${office.prefix}claims")
    public void onClaim(String claim) {
        tally.add(1);
    }
}
