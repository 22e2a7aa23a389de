package dev.nilometer.spring;

import dev.nilometer.api.Timed;
import org.springframework.stereotype.Component;

/** A tenth off what is dear. */
@Component
class Discount {
    private static final long DEAR = 1_000;

    @Timed(stage = "discount")
    long of(long cents) {
        return cents < DEAR ? cents : cents - cents / 10;
    }
}
