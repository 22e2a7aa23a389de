package dev.nilometer.worker.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine. Stateless. */
final class HostName {
    private HostName() {}

    /** "localhost" where the machine does not know its own name. */
    static String get() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
