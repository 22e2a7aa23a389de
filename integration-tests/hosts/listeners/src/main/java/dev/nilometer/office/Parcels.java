package dev.nilometer.office;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Is called with as many as there are. */
@Component
@ConditionalOnProperty(name = "office.kafka", matchIfMissing = true)
class Parcels {
    private final Tally tally;

    Parcels(Tally tally) {
        this.tally = tally;
    }

    @KafkaListener(topics = "${office.prefix}parcels", batch = "true")
    public void onParcels(List<ConsumerRecord<String, String>> parcels) {
        tally.add(parcels.size());
    }
}
