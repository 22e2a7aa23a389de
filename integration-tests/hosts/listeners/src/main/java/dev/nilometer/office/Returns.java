package dev.nilometer.office;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Listens as a class, and is called by what came. */
@Component
@KafkaListener(topics = "returns")
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Returns {
    private final Tally tally;

    Returns(Tally tally) {
        this.tally = tally;
    }

    @KafkaHandler
    public void onText(String text) {
        tally.add(1);
    }

    @KafkaHandler(isDefault = true)
    public void onOther(Object other) {
        throw new IllegalStateException("nothing else comes");
    }
}
