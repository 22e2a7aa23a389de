package dev.nilometer.benchmarks;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;

/** The way most Spring applications time a method: Micrometer's annotation, its aspect, and a proxy around the bean. */
final class MicrometerAspect {
    private MicrometerAspect() {}

    static TimedCallBenchmark.Work around(TimedWork bean) {
        AspectJProxyFactory proxies = new AspectJProxyFactory(bean);
        proxies.addAspect(new TimedAspect(new SimpleMeterRegistry()));
        return proxies.getProxy();
    }

    /** The bean. */
    public static final class TimedWork implements TimedCallBenchmark.Work {
        @Override
        @Timed("processing.duration")
        public void work() {
            Blackhole.consumeCPU(TimedCallBenchmark.WORK_TOKENS);
        }
    }
}
