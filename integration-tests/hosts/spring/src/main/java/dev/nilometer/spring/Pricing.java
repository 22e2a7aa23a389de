package dev.nilometer.spring;

import dev.nilometer.api.Timed;
import org.springframework.stereotype.Component;

/** What so many pieces cost, in cents. */
@Component
class Pricing {
    private static final long CENTS = 250;

    private final Discount discount;
    private final Tax tax;

    Pricing(Discount discount, Tax tax) {
        this.discount = discount;
        this.tax = tax;
    }

    @Timed(stage = "price")
    long price(int pieces) {
        return tax.with(discount.of(pieces * CENTS));
    }
}
