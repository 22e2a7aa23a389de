package dev.nilometer.worker.cli;

import dev.nilometer.http.Protection;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a port is opened, and for whom; what protects it is named as the agent names it. Main thread only. */
final class PortOptions {
    @Option(names = "--host", paramLabel = "NAME", description = "where to listen, default: 127.0.0.1")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "default: 9470; 0 = any free port")
    private int port = 9470;

    @Option(
            names = "--http-user",
            paramLabel = "NAME",
            description = "who may see /metrics; default: everybody. His password is in --http-password-file or"
                    + " NILOMETER_HTTP_PASSWORD. /health and /ready ask for none")
    private String user = "";

    @Option(names = "--http-password-file", paramLabel = "FILE", description = "read again when changed")
    private @Nullable Path passwordFile;

    @Option(
            names = "--http-tls-certificate",
            paramLabel = "FILE",
            description = "PEM: with it, HTTPS alone; read again when changed")
    private @Nullable Path certificate;

    @Option(names = "--http-tls-key", paramLabel = "FILE", description = "its key, PEM (PKCS #8, not encrypted)")
    private @Nullable Path key;

    /** Where to listen. Wrong use is exit 2, a host that is not known exit 1. */
    InetSocketAddress address(ConnectionOptions command) {
        if (port < 0 || port > 65_535) {
            throw command.wrongUse("--port must be between 0 and 65535");
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Failure("there is no host " + host + " to listen on");
        }
        return address;
    }

    /** What protects the port. Half of a pair is wrong use. */
    Protection protection(ConnectionOptions command) {
        String password = command.variable("http-password");
        boolean hasPassword = password != null || passwordFile != null;
        if (user.isEmpty() == hasPassword) {
            throw command.wrongUse("--http-user goes together with --http-password-file or NILOMETER_HTTP_PASSWORD");
        }
        if ((certificate == null) != (key == null)) {
            throw command.wrongUse("--http-tls-certificate and --http-tls-key go together");
        }
        return Protection.NONE
                .user(user, password == null ? "" : password, passwordFile)
                .tls(certificate, key)
                .asArguments();
    }
}
