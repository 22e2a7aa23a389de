package dev.nilometer.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, which is put together by one thread and, once closed, read by the listener's. It knows no
 * connection: whoever makes an answer waits for no client. The request's body, if there is one, is not read.
 */
public final class SocketExchange extends HttpExchange {
    /** For {@link #sendResponseHeaders}: nothing follows. */
    public static final int NO_BODY = -1;

    private final RequestHead head;
    private final InetSocketAddress here;
    private final InetSocketAddress there;
    private final Runnable whenDone;
    private final Headers answer = new Headers();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(512);
    private @Nullable InputStream body;
    private int status = -1;
    private boolean closed;

    SocketExchange(RequestHead head, InetSocketAddress here, InetSocketAddress there, Runnable whenDone) {
        this.head = head;
        this.here = here;
        this.there = there;
        this.whenDone = whenDone;
    }

    /** The answer is complete; said again, it is not answered twice. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenDone.run();
        }
    }

    /** What follows the answer's head, read once, by the listener. */
    public void body(InputStream stream) {
        body = stream;
    }

    /** The answer's head. */
    byte[] answerHead() {
        answer.set("Connection", "close");
        answer.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        StringBuilder text =
                new StringBuilder(256).append("HTTP/1.1 ").append(status).append(reason(status));
        for (Map.Entry<String, List<String>> header : answer.entrySet()) {
            for (String value : header.getValue()) {
                text.append("\r\n").append(header.getKey()).append(": ").append(value);
            }
        }
        return RequestHead.bytes(text.append("\r\n\r\n").toString());
    }

    /** What follows it. */
    InputStream answerBody() {
        InputStream given = body;
        return given != null ? given : new ByteArrayInputStream(written.toByteArray());
    }

    RequestHead head() {
        return head;
    }

    @Override
    public Headers getRequestHeaders() {
        return head.headers();
    }

    @Override
    public Headers getResponseHeaders() {
        return answer;
    }

    @Override
    public URI getRequestURI() {
        return head.target();
    }

    @Override
    public String getRequestMethod() {
        return head.method();
    }

    @Override
    public InputStream getRequestBody() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getResponseBody() {
        return written;
    }

    /** Length as everywhere in this interface: 0 is not known yet, {@link #NO_BODY} is none. */
    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
        boolean toHead = head.method().equals("HEAD");
        if (length > 0 || (length == NO_BODY && !toHead)) {
            answer.set("Content-Length", Long.toString(Math.max(0, length)));
        }
    }

    private static String reason(int code) {
        switch (code) {
            case 200:
                return " OK";
            case 400:
                return " Bad Request";
            case 401:
                return " Unauthorized";
            case 404:
                return " Not Found";
            case 405:
                return " Method Not Allowed";
            case 414:
                return " URI Too Long";
            case 431:
                return " Request Header Fields Too Large";
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

    @Override
    public InetSocketAddress getRemoteAddress() {
        return there;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return here;
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
