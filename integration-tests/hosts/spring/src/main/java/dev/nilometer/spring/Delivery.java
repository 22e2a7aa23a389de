package dev.nilometer.spring;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import org.springframework.stereotype.Component;

/** Packs, labels and tells the customer. */
@Component
class Delivery {
    private final Packing packing;
    private final Labels labels;
    private final Letters letters;

    Delivery(Packing packing, Labels labels, Letters letters) {
        this.packing = packing;
        this.labels = labels;
        this.letters = letters;
    }

    @Actor("delivery")
    void deliver(@ItemId String order) {
        packing.pack(order);
        letters.send(labels.print(order));
    }
}
