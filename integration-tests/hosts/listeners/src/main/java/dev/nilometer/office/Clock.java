package dev.nilometer.office;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Is called when the office opens, and then by the clock. */
@Component
class Clock {
    private final AtomicInteger ticks = new AtomicInteger();

    @EventListener
    public void onOpening(ApplicationReadyEvent opening) {
        ticks.set(0);
    }

    @Scheduled(fixedDelay = 200)
    public void tick() {
        ticks.incrementAndGet();
    }
}
