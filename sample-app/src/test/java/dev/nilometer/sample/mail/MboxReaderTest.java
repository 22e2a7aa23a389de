package dev.nilometer.sample.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MboxReaderTest {

    @TempDir
    private Path folder;

    @Test
    void cutsAtSeparatorsAndDropsTheEmptyLineBeforeThem() throws IOException {
        assertThat(read("From a\nSubject: 1\n\nfirst\n\nFrom b\nSubject: 2\n\nsecond\n\n"))
                .containsExactly("Subject: 1\r\n\r\nfirst\r\n", "Subject: 2\r\n\r\nsecond\r\n");
    }

    @Test
    void takesOneQuoteOffQuotedSeparators() throws IOException {
        assertThat(read("From a\n\n>From here\n>>From there\n> From elsewhere\n>Fro\n"))
                .containsExactly("\r\nFrom here\r\n>From there\r\n> From elsewhere\r\n>Fro\r\n");
    }

    @Test
    void readsEitherLineEndAndNoneAtTheEnd() throws IOException {
        assertThat(read("From a\r\nSubject: 1\r\n\r\none\ntwo")).containsExactly("Subject: 1\r\n\r\none\r\ntwo\r\n");
    }

    @Test
    void readsMessagesWithoutAnyLine() throws IOException {
        assertThat(read("From a\nFrom b\n")).containsExactly("", "");
    }

    @Test
    void givesBackWhatWasWrittenInMboxrd() throws IOException {
        Random random = new Random(7);
        String[] lines = {"From x", ">From x", ">>From x", "", "", ">", "Fro", "text"};
        for (int round = 0; round < 200; round++) {
            List<String> messages = new ArrayList<>();
            StringBuilder mbox = new StringBuilder();
            for (int i = 0; i <= random.nextInt(4); i++) {
                List<String> body = random.ints(random.nextInt(6), 0, lines.length)
                        .mapToObj(line -> lines[line])
                        .toList();
                messages.add(body.stream().map(line -> line + "\r\n").reduce("", String::concat));
                mbox.append("From somebody\n");
                body.forEach(line -> mbox.append(line.matches(">*From .*") ? ">" : "")
                        .append(line)
                        .append('\n'));
                mbox.append('\n');
            }
            assertThat(read(mbox.toString())).isEqualTo(messages);
        }
    }

    @Test
    void readsGzippedFilesWhateverTheirName() throws IOException {
        Path file = folder.resolve("mail");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("From a\n\nhello\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(read(Mailbox.of(file))).containsExactly("\r\nhello\r\n");
    }

    @Test
    void readsTheWholeCorpus() throws IOException {
        assertThat(read(Mailbox.corpus()))
                .hasSize(650)
                .allSatisfy(message -> assertThat(message).startsWith("X-Corpus-Label: "));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> read("")).hasMessageEndingWith("is empty: there is no message in it.");
        assertThatThrownBy(() -> read("Dear reader\n")).hasMessageContaining("is not an mbox");
        assertThatThrownBy(() -> read("Fro")).hasMessageContaining("is not an mbox");
        assertThatThrownBy(() -> read(Mailbox.of(folder))).hasMessageEndingWith("is a folder; an mbox file is needed.");
        assertThatThrownBy(() -> read(Mailbox.of(folder.resolve("no")))).hasMessageStartingWith("There is no file ");
    }

    @Test
    void saysThatCompressedDataIsDamaged() throws IOException {
        byte[] packed = Mailbox.class.getResourceAsStream("/emails.mbox.gz").readAllBytes();
        byte[] cut = Arrays.copyOf(packed, 100_000);
        byte[] mangled = Arrays.copyOf(packed, packed.length);
        Arrays.fill(mangled, 1000, 1100, (byte) 0);
        assertThatThrownBy(() -> read(file(cut)))
                .hasMessageContaining("cannot be read: the compressed data ends too early");
        assertThatThrownBy(() -> read(file(mangled)))
                .hasMessageContaining("cannot be read: the compressed data is damaged");
        assertThatThrownBy(() -> read(file(new byte[] {0x1f, (byte) 0x8b}))).hasMessageContaining("ends too early");
    }

    private List<String> read(String mbox) throws IOException {
        return read(file(mbox.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private Mailbox file(byte[] bytes) throws IOException {
        return Mailbox.of(Files.write(folder.resolve("box"), bytes));
    }

    private static List<String> read(Mailbox mailbox) throws IOException {
        List<String> messages = new ArrayList<>();
        try (MboxReader reader = mailbox.open()) {
            for (byte[] message = reader.next(); message != null; message = reader.next()) {
                messages.add(new String(message, StandardCharsets.ISO_8859_1));
            }
        }
        return messages;
    }
}
