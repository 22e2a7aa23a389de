package dev.nilometer.core.planted;

import java.io.IOException;
import java.net.ServerSocket;

/** A core that reads the environment, prints, ends the host and opens a port. */
public final class NosyCore {

    /** The planted accesses; nobody calls this. */
    public ServerSocket meddle() throws IOException {
        System.out.println(System.getenv("HOME"));
        System.err.println(Boolean.getBoolean("verbose"));
        Runtime.getRuntime().halt(1);
        return new ServerSocket(0);
    }
}
