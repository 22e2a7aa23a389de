package dev.nilometer.sample;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Stage;
import dev.nilometer.sample.mail.Mail;
import dev.nilometer.sample.spam.SpamFilter;
import dev.nilometer.sample.spam.Tokenizer;
import java.util.Set;

/** Spam or not, and how sure: an execution of its own inside the consumer's. Thread-safe as the filter is. */
final class ClassifyActor {

    private final SpamFilter filter;

    ClassifyActor(SpamFilter filter) {
        this.filter = filter;
    }

    @Actor("classify_spam")
    Opinion classify(@ItemId String id, Mail mail) {
        Set<String> tokens;
        try (Stage stage = Nilometer.stage("tokenize")) {
            tokens = Tokenizer.tokens(mail);
        }
        Opinion opinion;
        try (Stage stage = Nilometer.stage("score")) {
            opinion = new Opinion(filter.score(tokens));
        }
        Nilometer.confidence(opinion.confidence());
        Nilometer.put("verdict", opinion.spam() ? "spam" : "ham");
        return opinion;
    }
}
