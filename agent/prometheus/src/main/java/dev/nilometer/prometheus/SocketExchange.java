package dev.nilometer.prometheus;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one connection, which is closed afterwards: a body of unknown length ends there. Used by
 * one thread; interrupting that thread closes the connection, which ends whatever it waits for.
 */
final class SocketExchange extends HttpExchange implements AutoCloseable {
    /** For {@link #sendResponseHeaders}: nothing follows. */
    static final int NO_BODY = -1;

    private static final int UNREAD_BYTES = 64 * 1024;

    private final SocketChannel connection;
    private final InputStream in;
    private final OutputStream out;
    private final Headers answer = new Headers();
    private @Nullable RequestHead head;
    private int status = -1;

    SocketExchange(SocketChannel connection) {
        this.connection = connection;
        this.in = new BufferedInputStream(Channels.newInputStream(connection), 1024);
        this.out = new SlicedOutput(connection);
    }

    /** Reads the request; false when it is none. Comes first. */
    boolean readHead() throws IOException {
        head = RequestHead.read(in);
        return head != null;
    }

    private RequestHead head() {
        RequestHead read = head;
        if (read == null) {
            throw new IllegalStateException("the request was not read");
        }
        return read;
    }

    @Override
    public Headers getRequestHeaders() {
        return head().headers();
    }

    @Override
    public Headers getResponseHeaders() {
        return answer;
    }

    @Override
    public URI getRequestURI() {
        return head().target();
    }

    @Override
    public String getRequestMethod() {
        return head().method();
    }

    @Override
    public InputStream getRequestBody() {
        return in;
    }

    @Override
    public OutputStream getResponseBody() {
        return out;
    }

    /** Length as everywhere in this interface: 0 is not known yet, {@link #NO_BODY} is none. */
    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        status = code;
        boolean toHead = head != null && head.method().equals("HEAD");
        if (length > 0 || (length == NO_BODY && !toHead)) {
            answer.set("Content-Length", Long.toString(Math.max(0, length)));
        }
        answer.set("Connection", "close");
        answer.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        StringBuilder text =
                new StringBuilder(256).append("HTTP/1.1 ").append(code).append(reason(code));
        for (Map.Entry<String, List<String>> header : answer.entrySet()) {
            for (String value : header.getValue()) {
                text.append("\r\n").append(header.getKey()).append(": ").append(value);
            }
        }
        out.write(RequestHead.bytes(text.append("\r\n\r\n").toString()));
    }

    private static String reason(int code) {
        switch (code) {
            case 200:
                return " OK";
            case 400:
                return " Bad Request";
            case 404:
                return " Not Found";
            case 405:
                return " Method Not Allowed";
            case 503:
                return " Service Unavailable";
            default:
                return " Internal Server Error";
        }
    }

    /** -1 until an answer was begun. */
    @Override
    public int getResponseCode() {
        return status;
    }

    /** A request body that is left unread would make the operating system take the answer back. */
    @Override
    public void close() {
        try {
            if (head != null && head.announcesBody() && connection.isOpen()) {
                connection.shutdownOutput();
                in.skip(UNREAD_BYTES);
            }
            connection.close();
        } catch (IOException gone) {
            closeAnyway();
        }
    }

    private void closeAnyway() {
        try {
            connection.close();
        } catch (IOException e) {
            // it is closed as far as it can be
        }
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return (InetSocketAddress) connection.socket().getRemoteSocketAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return (InetSocketAddress) connection.socket().getLocalSocketAddress();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public @Nullable HttpContext getHttpContext() {
        return null;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("no page needs attributes");
    }

    @Override
    public void setStreams(@Nullable InputStream input, @Nullable OutputStream output) {
        throw new UnsupportedOperationException("no page filters streams");
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
