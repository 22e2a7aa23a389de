package dev.nilometer.sample.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailDecoderTest {

    private static final String MULTIPART = """
            Content-Type: multipart/mixed; boundary=b

            --b
            %s
            --b--
            """;

    private static final String THREE_PARTS = """
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            4oKs
            --b
            Content-Type: text/html; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            <b>caf=E9</b> =\s\s
            &amp; more\s
            --b
            Content-Type: image/gif
            Content-Transfer-Encoding: base64

            AAAA""";

    @Test
    void decodesHeadersAndEveryKindOfPart() throws UnreadableMailException {
        Mail mail = decode("Subject: =?iso-8859-1?q?Skytt=E4?=\n folded\n" + MULTIPART.formatted(THREE_PARTS));
        assertThat(mail.header("SUBJECT")).contains("Skyttä folded");
        assertThat(mail.parts()).isEqualTo(3);
        assertThat(mail.plainText()).contains("€", "café", "& more").doesNotContain("<b>");
    }

    @Test
    void takesTextWithoutACharsetForAscii() throws UnreadableMailException {
        assertThat(decode("Subject: x\n\nhello\n").plainText()).isEqualTo("hello\r\n\n");
        assertThatThrownBy(() -> decode("Subject: x\n\ncaf\u00e9\n")).isInstanceOf(MalformedTextException.class);
    }

    @Test
    void refusesHeadersThatAreNotHeaders() {
        assertThatThrownBy(() -> decode("Subject x\n\nhello\n")).isInstanceOf(MalformedHeaderException.class);
        assertThatThrownBy(() -> decode("Subject: caf\u00e9\n\nhello\n")).isInstanceOf(MalformedHeaderException.class);
        assertThatThrownBy(() -> decode(MULTIPART.formatted("X: caf\u00e9\n\nhello")))
                .isInstanceOf(MalformedHeaderException.class);
    }

    @Test
    void refusesCharsetsThatNobodyKnows() {
        assertThatThrownBy(() -> decode("Content-Type: text/plain; charset=klingon\n\nhello\n"))
                .isInstanceOf(UnknownCharsetException.class);
        assertThatThrownBy(() -> decode("Content-Type: text/plain; charset=DEFAULT\n\nhello\n"))
                .isInstanceOf(UnknownCharsetException.class);
        assertThatThrownBy(() -> decode("Subject: =?klingon?B?AAAA?=\n\nhello\n"))
                .isInstanceOf(UnknownCharsetException.class);
    }

    @Test
    void refusesPartsThatCannotBeUndone() {
        assertThatThrownBy(() -> decode("Content-Transfer-Encoding: base64\n\nA!AA\n"))
                .isInstanceOf(UndecodablePartException.class);
        assertThatThrownBy(() -> decode("Content-Transfer-Encoding: quoted-printable\n\na=ZZb\n"))
                .isInstanceOf(UndecodablePartException.class);
        assertThatThrownBy(() -> decode("Content-Transfer-Encoding: x-uuencode\n\nbegin\n"))
                .isInstanceOf(UndecodablePartException.class);
    }

    @Test
    void refusesMultipartsWithoutAnEnd() {
        assertThatThrownBy(() -> decode("Content-Type: multipart/mixed; boundary=b\n\n--b\nX: 1\n\nhello\n"))
                .isInstanceOf(BrokenStructureException.class);
    }

    @Test
    void refusesHostileNesting() {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b").append(i);
            nested.append("\n\n--b").append(i).append('\n');
        }
        assertThatThrownBy(() -> decode(nested.toString())).isInstanceOf(BrokenStructureException.class);
    }

    private static Mail decode(String message) throws UnreadableMailException {
        return MailDecoder.decode(
                MimeParser.parse(message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }
}
