package dev.nilometer.office;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Is called with the whole record. */
@Component
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Invoices {
    private final Printer printer;
    private final Tally tally;

    Invoices(Printer printer, Tally tally) {
        this.printer = printer;
        this.tally = tally;
    }

    @KafkaListener(topics = "invoices")
    public void onInvoice(ConsumerRecord<String, String> invoice) {
        printer.print(invoice.value());
        printer.fold();
        printer.stamp();
        printer.post();
        tally.add(1);
    }
}
