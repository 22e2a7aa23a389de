package dev.nilometer.spring;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import org.springframework.stereotype.Component;

/** Passes one order through all stages and returns what it costs, in cents. */
@Component
class Pipeline {
    private final Stock stock;
    private final Pricing pricing;
    private final Delivery delivery;

    Pipeline(Stock stock, Pricing pricing, Delivery delivery) {
        this.stock = stock;
        this.pricing = pricing;
        this.delivery = delivery;
    }

    @Actor("pipeline")
    long pass(@ItemId String order, int pieces) {
        stock.reserve(order, pieces);
        long cents = pricing.price(pieces);
        delivery.deliver(order);
        return cents;
    }
}
