package dev.nilometer.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * What a request says before its body: method, target and headers. At most {@value #MAX_BYTES} bytes, a target of
 * {@value #MAX_TARGET} and {@value #MAX_HEADERS} headers; what is longer, and what is no HTTP, is refused with a status.
 * Parsing never throws. Immutable but for its headers.
 */
final class RequestHead {
    static final int MAX_BYTES = 8 * 1024;
    static final int MAX_TARGET = 2 * 1024;
    static final int MAX_HEADERS = 64;
    private static final URI NOWHERE = URI.create("/");

    private final int refusal;
    private final String method;
    private final URI target;
    private final Headers headers;

    private RequestHead(int refusal, String method, URI target, Headers headers) {
        this.refusal = refusal;
        this.method = method;
        this.target = target;
        this.headers = headers;
    }

    /** The number of bytes up to and with the empty line that ends a head; -1 while it has not come. */
    static int end(byte[] bytes, int length) {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Reads one that is there to its end. */
    static RequestHead parse(byte[] bytes, int length) {
        String[] lines = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !isToken(words[0]) || !isVersion(words[2])) {
            return refused(400);
        }
        if (words[1].length() > MAX_TARGET) {
            return refused(414);
        }
        if (lines.length - 3 > MAX_HEADERS) {
            return refused(431);
        }
        Headers headers = new Headers();
        for (int i = 1; i < lines.length - 2; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1 || !isToken(lines[i].substring(0, colon)) || hasControls(lines[i])) {
                return refused(400);
            }
            headers.add(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim());
        }
        try {
            return new RequestHead(0, words[0], new URI(words[1]), headers);
        } catch (URISyntaxException noUri) {
            return refused(400);
        }
    }

    /** One that is answered with this status, whatever it wanted. */
    static RequestHead refused(int status) {
        return new RequestHead(status, "GET", NOWHERE, new Headers());
    }

    private static boolean isVersion(String word) {
        return word.equals("HTTP/1.1") || word.equals("HTTP/1.0");
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean hasControls(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** The status of the answer when it is no request that can be answered; else 0. */
    int refusal() {
        return refusal;
    }

    String method() {
        return method;
    }

    URI target() {
        return target;
    }

    Headers headers() {
        return headers;
    }

    /** True when a body follows, which somebody has to read before the connection can be closed politely. */
    boolean announcesBody() {
        String length = headers.getFirst("Content-Length");
        return headers.containsKey("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    /** The bytes of a head. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
