package dev.nilometer.sample;

import java.util.Locale;

/** What happens to a message, and why. */
record Decision(Route route, Opinion opinion, String reason) {

    /** Who has the next word. */
    enum Route {
        AUTO_APPROVE,
        ESCALATE,
        HUMAN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
