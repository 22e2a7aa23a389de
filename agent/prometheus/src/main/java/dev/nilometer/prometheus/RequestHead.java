package dev.nilometer.prometheus;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a request says before its body: method, target and headers; at most 8 KiB. Immutable but for its headers. */
final class RequestHead {
    private static final int MAX_BYTES = 8 * 1024;
    private static final String END = "\r\n\r\n";

    private final String method;
    private final URI target;
    private final Headers headers;

    private RequestHead(String method, URI target, Headers headers) {
        this.method = method;
        this.target = target;
        this.headers = headers;
    }

    /** Reads one; null when it is too long, or no HTTP. */
    static @Nullable RequestHead read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder(512);
        while (text.length() < END.length() || text.lastIndexOf(END) != text.length() - END.length()) {
            int next = in.read();
            if (next < 0 || text.length() == MAX_BYTES) {
                return null;
            }
            text.append((char) next);
        }
        return parse(text.toString());
    }

    private static @Nullable RequestHead parse(String text) {
        String[] lines = text.split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return null;
        }
        Headers headers = new Headers();
        for (int i = 1; i < lines.length - 2; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                return null;
            }
            headers.add(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim());
        }
        try {
            return new RequestHead(words[0], new URI(words[1]), headers);
        } catch (URISyntaxException noUri) {
            return null;
        }
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
