package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Runs one execution, says {@code ready}, and at a line on stdin tells all that can be seen inside a JVM: every attribute
 * of every MBean but its own command line, threads with their stacks, system properties.
 */
public final class Confessor {
    private static final Set<String> OWN_COMMAND_LINE = Set.of("InputArguments");

    private Confessor() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        handle("item-1");
        System.out.println("ready");
        int ignored = System.in.read();
        tellBeans();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            System.out.println("thread " + thread);
            for (StackTraceElement frame : stack) {
                System.out.println("  " + frame);
            }
        });
        new TreeMap<>(System.getProperties()).forEach((key, value) -> System.out.println(key + "=" + value));
        System.out.println("end");
    }

    @Actor("confessor")
    static int handle(@ItemId String item) {
        return item.length();
    }

    private static void tellBeans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (!OWN_COMMAND_LINE.contains(attribute.getName())) {
                    System.out.println(name + " " + attribute.getName() + " " + value(server, name, attribute));
                }
            }
        }
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (Exception unreadable) {
            return unreadable.getClass().getName();
        }
    }
}
