package dev.nilometer.agent.ready;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One address to ask whether it is there. Immutable. */
final class Probe {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;
    private static final int HTTP_PORT = 80;
    private static final int PROTOCOL_3 = 3 << 16;
    private static final int SSL_REQUEST = 80_877_103;

    private final String name;
    private final String address;

    Probe(String name, String address) {
        this.name = name;
        this.address = address;
    }

    String name() {
        return name;
    }

    /** True when the server answers as its kind does; an exception says the same as false. */
    boolean isThere() throws IOException {
        if (address.startsWith(POSTGRES)) {
            return isAnyPostgresThere();
        }
        URI uri = URI.create(address);
        if (uri.getHost() == null) {
            throw new IOException(name + ": no host in the address");
        }
        switch (uri.getScheme()) {
            case "http":
                return isHttpThere(uri);
            case "redis":
                return isRedisThere(uri);
            default:
                Conversation.with(uri.getHost(), uri.getPort()).close();
                return true;
        }
    }

    private static boolean isHttpThere(URI uri) throws IOException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        try (Conversation server = Conversation.with(uri.getHost(), portOf(uri, HTTP_PORT))) {
            server.say("GET " + path + query + " HTTP/1.1\r\nHost: " + uri.getHost()
                    + "\r\nUser-Agent: nilometer\r\nAccept: */*\r\nConnection: close\r\n\r\n");
            String status = server.hearLine();
            return status.startsWith("HTTP/1.") && (status.contains(" 2") || status.contains(" 3"));
        }
    }

    private static boolean isRedisThere(URI uri) throws IOException {
        try (Conversation server = Conversation.with(uri.getHost(), portOf(uri, REDIS_PORT))) {
            String user = uri.getRawUserInfo();
            if (user != null) {
                server.say("AUTH " + decoded(user).replaceFirst(":", " ").trim() + "\r\n");
                if (!server.hearLine().equals("+OK")) {
                    return false;
                }
            }
            server.say("PING\r\n");
            String answer = server.hearLine();
            return answer.equals("+PONG") || answer.startsWith("-NOAUTH");
        }
    }

    /** The URL may name several servers, as in a cluster: one is enough. */
    private boolean isAnyPostgresThere() throws IOException {
        IOException last = null;
        for (String server : postgresServers(address)) {
            int colon = server.lastIndexOf(':');
            boolean hasPort = colon > server.lastIndexOf(']');
            String host = hasPort ? server.substring(0, colon) : server;
            try {
                if (isPostgresThere(host, hasPort ? Integer.parseInt(server.substring(colon + 1)) : POSTGRES_PORT)) {
                    return true;
                }
            } catch (IOException away) {
                last = away;
            }
        }
        if (last != null) {
            throw last;
        }
        return false;
    }

    /** Begins to log in, as far as the server's first answer: it asks who is there, or says that it cannot serve. */
    private static boolean isPostgresThere(String host, int port) throws IOException {
        try (Conversation server = Conversation.with(host, port)) {
            server.say(message(SSL_REQUEST, ""));
            if (server.hearByte() == 'S') {
                return true;
            }
            server.say(message(PROTOCOL_3, "user\0nilometer\0\0"));
            return server.hearByte() == 'R';
        }
    }

    private static byte[] message(int code, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(2 * Integer.BYTES + content.length);
        out.writeInt(code);
        out.write(content);
        return bytes.toByteArray();
    }

    private static List<String> postgresServers(String url) {
        List<String> servers = new ArrayList<>();
        String rest = url.substring(POSTGRES.length());
        if (!rest.startsWith("//")) {
            servers.add("localhost");
            return servers;
        }
        for (String server : rest.substring(2).split("[/?]", 2)[0].split(",")) {
            servers.add(server.isEmpty() ? "localhost" : server);
        }
        return servers;
    }

    private static int portOf(URI uri, int standard) {
        return uri.getPort() < 0 ? standard : uri.getPort();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
