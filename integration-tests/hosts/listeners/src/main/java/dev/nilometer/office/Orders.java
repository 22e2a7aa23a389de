package dev.nilometer.office;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Is called with what an order says, and nothing of the record it came in. */
@Component
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Orders {
    private final Printer printer;
    private final Tally tally;

    Orders(Printer printer, Tally tally) {
        this.printer = printer;
        this.tally = tally;
    }

    @KafkaListener(topics = "${office.prefix}orders")
    public void onOrder(String order) {
        printer.read(order);
        tally.add(1);
    }
}
