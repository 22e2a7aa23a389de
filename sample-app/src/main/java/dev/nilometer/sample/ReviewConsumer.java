package dev.nilometer.sample;

import dev.nilometer.api.EnqueuedAt;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.QueueConsumer;
import java.time.Instant;

/** A second look at what was not sure, by rules instead of learning. Stateless. */
final class ReviewConsumer {

    private final RuleBook rules = new RuleBook();

    /** True when the review agrees with the filter. */
    @QueueConsumer(queue = "review", actor = "review_email")
    boolean onCase(@ItemId String id, @EnqueuedAt Instant enqueuedAt, Triage triage) {
        int points = rules.points(triage.mail(), triage.fields());
        boolean confirmed =
                points >= RuleBook.SPAM_POINTS == triage.decision().opinion().spam();
        Nilometer.value("review_points", points);
        Nilometer.event("review", "outcome", confirmed ? "confirmed" : "overturned");
        return confirmed;
    }
}
