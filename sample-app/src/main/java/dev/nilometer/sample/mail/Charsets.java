package dev.nilometer.sample.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** Bytes to text, without replacement characters: what does not exist in the charset is an error. Stateless. */
final class Charsets {

    private Charsets() {}

    static String decode(byte[] bytes, String charset) throws UnknownCharsetException, MalformedTextException {
        try {
            return named(charset)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTextException("Text is not " + charset + ": " + e.getMessage(), e);
        }
    }

    static Charset named(String name) throws UnknownCharsetException {
        // JDKs before 18 take "default" for US-ASCII; the error must not depend on the JDK.
        if (name.equalsIgnoreCase("default")) {
            throw new UnknownCharsetException("Unknown charset " + name, null);
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnknownCharsetException("Unknown charset " + name, e);
        }
    }
}
