package dev.nilometer.sample;

import dev.nilometer.api.EnqueuedAt;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.QueueConsumer;
import dev.nilometer.sample.EstimateStage.Estimate;
import dev.nilometer.sample.mail.Mail;
import dev.nilometer.sample.mail.UnreadableMailException;
import dev.nilometer.sample.spam.SpamFilter;
import java.time.Instant;

/** One message from the queue to a decision. What the message gets wrong leaves as an exception. Thread-safe. */
final class EmailConsumer {

    private final ParseStage parser = new ParseStage();
    private final DecodeStage decoder = new DecodeStage();
    private final ExtractStage extractor = new ExtractStage();
    private final DecideActor decider = new DecideActor();
    private final EstimateStage estimator;
    private final ClassifyActor classifier;
    private final LearnStage teacher;

    EmailConsumer(SpamFilter filter, PriceTable prices) {
        this.estimator = new EstimateStage(prices);
        this.classifier = new ClassifyActor(filter);
        this.teacher = new LearnStage(filter);
    }

    @QueueConsumer(queue = "email_processing", actor = "process_email")
    Triage onEmail(@ItemId String id, @EnqueuedAt Instant enqueuedAt, RawMail raw) throws UnreadableMailException {
        Mail mail = decoder.decode(parser.parse(raw));
        Sender sender = Sender.of(mail);
        Nilometer.user(sender.pseudonym());
        Nilometer.put("sender_domain", sender.domain());
        Fields fields = extractor.extract(mail);
        Estimate estimate = estimator.estimate(mail, fields);
        Opinion opinion = classifier.classify(id, mail);
        Decision decision = decider.decide(id, opinion, fields);
        teacher.learn(raw, mail);
        return new Triage(id, mail, fields, estimate, decision);
    }
}
