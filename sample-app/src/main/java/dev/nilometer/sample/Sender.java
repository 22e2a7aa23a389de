package dev.nilometer.sample;

import dev.nilometer.sample.mail.Mail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote a message, without the name: metrics live long, and an address is personal data.
 *
 * @param pseudonym a part of the address' SHA-256, the same for the same address
 * @param domain lower case; empty when there is no address
 */
record Sender(String pseudonym, String domain) {

    private static final int PSEUDONYM_CHARS = 12;
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,64}+@([\\w.-]{1,255}+)");

    static Sender of(Mail mail) {
        Matcher from = ADDRESS.matcher(mail.header("From").orElse("").toLowerCase(Locale.ROOT));
        return from.find() ? new Sender(hash(from.group()), from.group(1)) : new Sender("unknown", "");
    }

    private static String hash(String address) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, PSEUDONYM_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
