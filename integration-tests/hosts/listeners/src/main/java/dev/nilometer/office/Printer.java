package dev.nilometer.office;

import com.codahale.metrics.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import org.springframework.stereotype.Component;

/** Timed by the annotations of other libraries, none of which is switched on. */
@Component
class Printer {

    @Timed(
            value = "invoice.print",
            extraTags = {"kind", "paper"})
    void print(String text) {
        Thread.onSpinWait();
    }

    @WithSpan
    void read(String text) {
        if (text.equals("illegible")) {
            throw new IllegalArgumentException("an illegible order");
        }
    }

    @WithSpan("fold")
    void fold() {}

    @Counted(name = "stamps")
    void stamp() {}

    @org.eclipse.microprofile.metrics.annotation.Timed(name = "posted", tags = "class=first")
    void post() {}
}
