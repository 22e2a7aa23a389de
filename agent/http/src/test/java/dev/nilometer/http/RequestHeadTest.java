package dev.nilometer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes, a head is read or refused; nothing is thrown and nothing grows. */
class RequestHeadTest {
    private static final String[] PARTS = {
        "GET",
        "HEAD",
        "POST",
        " ",
        "/",
        "/metrics",
        "/ready?exclude=a",
        "HTTP/1.1",
        "HTTP/1.0",
        "HTTP/2.0",
        "\r\n",
        "\r\n\r\n",
        "\r",
        "\n",
        ":",
        "Host: x",
        "Accept: */*",
        "Accept-Encoding: gzip;q=0",
        "%zz",
        "//",
        "http://a/b",
        "\0",
        "\u00ff",
        "Content-Length: 5",
        "Authorization: Basic !!",
        ",",
        "x".repeat(3_000),
        "\t",
        "[",
        "#",
        "*"
    };

    private static RequestHead parse(String text) {
        byte[] bytes = RequestHead.bytes(text);
        return RequestHead.parse(bytes, bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, 0",
        "GET / HTTP/1.0, 0",
        "get /x?y HTTP/1.1, 0",
        "GET / HTTP/2.0, 400",
        "GET /, 400",
        "GET  / HTTP/1.1, 400",
        "G(T / HTTP/1.1, 400",
        "GET /%zz HTTP/1.1, 400"
    })
    void readsOrRefusesTheFirstLine(String line, int refusal) {
        assertThat(parse(line + "\r\nHost: x\r\n\r\n").refusal()).isEqualTo(refusal);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(parse("GET /" + "x".repeat(2_047) + " HTTP/1.1\r\n\r\n").refusal())
                .isZero();
        assertThat(parse("GET /" + "x".repeat(2_048) + " HTTP/1.1\r\n\r\n").refusal())
                .isEqualTo(414);
        assertThat(parse("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(64) + "\r\n").refusal())
                .isZero();
        assertThat(parse("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(65) + "\r\n").refusal())
                .isEqualTo(431);
    }

    @Test
    void refusesHeadersThatAreNone() {
        for (String header : new String[] {"nothing", ": x", "a b: c", "a:\0", " a: b"}) {
            assertThat(parse("GET / HTTP/1.1\r\n" + header + "\r\n\r\n").refusal())
                    .as(header)
                    .isEqualTo(400);
        }
    }

    @Test
    void findsTheEndOfAHead() {
        byte[] bytes = "GET / HTTP/1.1\r\n\r\nrest".getBytes(StandardCharsets.US_ASCII);
        assertThat(RequestHead.end(bytes, bytes.length)).isEqualTo(18);
        assertThat(RequestHead.end(bytes, 17)).isEqualTo(-1);
        assertThat(RequestHead.end(bytes, 0)).isEqualTo(-1);
    }

    @Test
    void neverThrows() {
        parseMany(200_000);
    }

    @Test
    @Tag("storm")
    void neverThrowsHoweverLong() {
        parseMany(10_000_000);
    }

    private static void parseMany(int heads) {
        Random random = new Random(20_261_122);
        for (int i = 0; i < heads; i++) {
            RequestHead head = parse(text(random));
            assertThat(head.refusal()).isIn(0, 400, 414, 431);
            assertThat(head.announcesBody()).isIn(true, false);
        }
    }

    /** Parts of requests in any order, sometimes with random bytes between. */
    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) > 0) {
            text.append(PARTS[random.nextInt(3)]).append(' ');
        }
        for (int parts = random.nextInt(12); parts > 0; parts--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
            if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(256));
            }
        }
        return text.append(random.nextInt(3) == 0 ? "" : " HTTP/1.1\r\n")
                .append("\r\n\r\n")
                .toString();
    }
}
