package dev.nilometer.libraries;

import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import org.jspecify.annotations.Nullable;

/** Makes the application's MBean server, as application servers do; it remembers on which thread. */
public final class OwnServerBuilder extends MBeanServerBuilder {
    private static volatile String maker = "nobody";

    @Override
    public MBeanServer newMBeanServer(String domain, @Nullable MBeanServer outer, MBeanServerDelegate delegate) {
        maker = Thread.currentThread().getName();
        return super.newMBeanServer(domain, outer, delegate);
    }

    static String madeBy() {
        return maker;
    }
}
