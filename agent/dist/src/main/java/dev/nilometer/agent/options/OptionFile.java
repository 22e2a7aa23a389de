package dev.nilometer.agent.options;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Reads a file of options: properties in UTF-8, or in ISO-8859-1 as Java once wanted them. At most {@value #MOST_BYTES}
 * bytes of an ordinary file: a pipe or a device would stop the application's start. Static; on the main thread.
 */
final class OptionFile {
    private static final int MOST_BYTES = 1 << 20;

    private OptionFile() {}

    /** Its entries; throws {@link IOException} with the rest of a sentence when there is nothing to be had from it. */
    static Properties read(String path) throws IOException {
        if (!new File(path).isFile()) {
            throw new IOException(path + (new File(path).exists() ? " is not an ordinary file" : " is not there"));
        }
        byte[] bytes;
        try (FileInputStream in = new FileInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        String text = text(bytes);
        if (bytes.length > MOST_BYTES || text.indexOf('\0') >= 0) {
            throw new IOException(path + " is not a properties file of at most " + MOST_BYTES + " bytes");
        }
        Properties entries = new Properties();
        entries.load(new StringReader(text));
        return entries;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
