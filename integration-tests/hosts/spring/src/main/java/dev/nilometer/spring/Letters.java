package dev.nilometer.spring;

import dev.nilometer.api.Timed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends letters to the log. */
@Component
class Letters {
    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);

    @Timed(stage = "send")
    void send(String letter) {
        LOG.info(letter);
    }
}
