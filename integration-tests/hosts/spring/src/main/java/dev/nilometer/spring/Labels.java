package dev.nilometer.spring;

import dev.nilometer.api.Timed;
import org.springframework.stereotype.Component;

/** Prints labels; none for an order that nobody made. */
@Component
class Labels {
    @Timed(stage = "print")
    String print(String order) {
        if (order.isEmpty()) {
            throw new IllegalArgumentException("no order");
        }
        return "to the customer of " + order;
    }
}
