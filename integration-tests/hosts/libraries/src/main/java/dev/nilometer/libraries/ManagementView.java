package dev.nilometer.libraries;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** JMX: its server, who made it, and every bean. */
final class ManagementView {
    private ManagementView() {}

    static Stream<String> lines() {
        int servers = MBeanServerFactory.findMBeanServer(null).size();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        return Stream.concat(
                Stream.of("management server " + Sources.ofClassOf(server) + " beside " + servers + " made by "
                        + OwnServerBuilder.madeBy()),
                server.queryNames(null, null).stream().map(each -> "bean " + each.getCanonicalName()));
    }

    static boolean isThere(String name) {
        try {
            return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(name));
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
