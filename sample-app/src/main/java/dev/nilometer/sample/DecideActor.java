package dev.nilometer.sample;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.sample.Decision.Route;
import java.math.BigDecimal;

/** Auto-approves what is sure, escalates what is not quite, gives the rest to a human. Stateless. */
final class DecideActor {

    /** Money beyond this is looked at twice, however sure the filter is. */
    private static final BigDecimal LARGE_AMOUNT = BigDecimal.valueOf(1_000_000);

    @Actor("decide")
    Decision decide(@ItemId String id, Opinion opinion, Fields fields) {
        Decision decision = weigh(opinion, fields);
        Nilometer.put("decision", decision.route().toString());
        if (decision.route() == Route.ESCALATE) {
            Nilometer.event("escalation", "reason", decision.reason());
        } else if (decision.route() == Route.HUMAN) {
            Nilometer.humanIntervention();
        }
        return decision;
    }

    private static Decision weigh(Opinion opinion, Fields fields) {
        return switch (opinion.bucket()) {
            case LOW -> new Decision(Route.HUMAN, opinion, "unsure");
            case MEDIUM -> new Decision(Route.ESCALATE, opinion, "doubt");
            case HIGH ->
                largeOffer(opinion, fields)
                        ? new Decision(Route.ESCALATE, opinion, "large amount")
                        : new Decision(Route.AUTO_APPROVE, opinion, "sure");
        };
    }

    private static boolean largeOffer(Opinion opinion, Fields fields) {
        return !opinion.spam() && fields.largestAmount().compareTo(LARGE_AMOUNT) >= 0;
    }
}
