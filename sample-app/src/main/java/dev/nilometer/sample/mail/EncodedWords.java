package dev.nilometer.sample.mail;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Undoes the encoded words of RFC 2047 in a header, {@code =?iso-8859-1?q?Skytt=E4?=}. Stateless. */
final class EncodedWords {

    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]{1,100}+)(?:\\*[^?\\s]{0,100}+)?\\?[BbQq]\\?");

    private EncodedWords() {}

    static String decode(String value) throws UnknownCharsetException {
        Matcher word = WORD.matcher(value);
        boolean any = false;
        while (word.find()) {
            Charsets.named(word.group(1));
            any = true;
        }
        return any ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT, StandardCharsets.US_ASCII) : value;
    }
}
