package dev.nilometer.spring;

import dev.nilometer.api.Timed;
import org.springframework.stereotype.Component;

/** Adds a fifth. */
@Component
class Tax {
    @Timed(stage = "tax")
    long with(long cents) {
        return cents + cents / 5;
    }
}
