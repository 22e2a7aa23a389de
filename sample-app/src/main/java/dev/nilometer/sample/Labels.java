package dev.nilometer.sample;

import dev.nilometer.sample.mail.Mail;
import java.util.Locale;

/** What somebody once said a message is. Stateless. */
final class Labels {

    static final String SPAM = "spam";

    private Labels() {}

    /** {@code spam}, {@code ham}, or empty when nobody said anything. */
    static String of(Mail mail) {
        String label = mail.header("X-Corpus-Label").orElse("").strip().toLowerCase(Locale.ROOT);
        return label.equals(SPAM) || label.equals("ham") ? label : "";
    }

    /** True when the label says something else than the filter. */
    static boolean contradict(Mail mail, Opinion opinion) {
        String label = of(mail);
        return !label.isEmpty() && label.equals(SPAM) != opinion.spam();
    }
}
