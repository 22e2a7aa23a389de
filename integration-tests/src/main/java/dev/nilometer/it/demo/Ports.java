package dev.nilometer.it.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports on the loopback interface: the usual one where it is free, else any. Stateless. */
final class Ports {
    private Ports() {}

    /** The favourite, or a free one when something else has it. */
    static int freeOr(int favourite) throws IOException {
        try (ServerSocket socket = new ServerSocket(favourite, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }
}
