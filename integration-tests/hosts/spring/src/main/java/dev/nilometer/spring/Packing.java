package dev.nilometer.spring;

import dev.nilometer.api.Timed;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts parcels. */
@Component
class Packing {
    private final AtomicInteger parcels = new AtomicInteger();

    @Timed(stage = "pack")
    void pack(String order) {
        parcels.addAndGet(order.length());
    }
}
