package dev.nilometer.office;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Is called with what an order says, and nothing of the record it came in. */
@Component
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Orders {
    private final Tally tally;

    Orders(Tally tally) {
        this.tally = tally;
    }

    @KafkaListener(topics = "${office.prefix}orders")
    public void onOrder(String order) {
        if (order.equals("illegible")) {
            throw new IllegalArgumentException("an illegible order");
        }
        tally.add(1);
    }
}
