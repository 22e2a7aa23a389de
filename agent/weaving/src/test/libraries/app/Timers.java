package app;

import com.codahale.metrics.annotation.Timed;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import org.eclipse.microprofile.metrics.annotation.Counted;

public class Timers {
    @io.micrometer.core.annotation.Timed(value = "mail.send", extraTags = {"kind", "news", "region", "eu"})
    void micrometer() {}

    @io.micrometer.core.annotation.Counted("mail.count")
    void counted() {}

    @io.micrometer.core.annotation.Timed(value = "taken", extraTags = {"actor", "x", "odd"})
    void reserved() {}

    @Timed(name = "dropped")
    void dropwizard() {}

    @Counted(name = "profiled", tags = {"kind=bill", "eq=a=b"})
    void microprofile() {}

    @WithSpan("span")
    void span() {
        throw new IllegalStateException();
    }

    @WithSpan
    static void unnamed() {}

    public static void time() {
        Timers all = new Timers();
        all.micrometer();
        all.counted();
        all.reserved();
        all.dropwizard();
        all.microprofile();
        try {
            all.span();
        } catch (IllegalStateException expected) {
            // goes on as it came
        }
        unnamed();
        new Whole().one();
    }

    @io.micrometer.core.annotation.Timed
    static class Whole {
        void one() {
            two();
            three();
        }

        private void two() {}

        static void three() {}
    }
}
