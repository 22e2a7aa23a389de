package dev.nilometer.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * Writes a label set as one text: {@code name:value} joined by commas, in the order of the names, with
 * {@code \ , :} escaped by a backslash. At most 1,000 bytes of UTF-8: a longer one is cut and ends in the SHA-256 of
 * the whole, so that two label sets never share a key. Stateless.
 */
final class LabelsKey {
    private static final int MAX_BYTES = 1_000;
    private static final int HASH_BYTES = 65;

    private LabelsKey() {}

    static String of(Map<String, String> sortedLabels) {
        StringBuilder key = new StringBuilder();
        for (Map.Entry<String, String> label : sortedLabels.entrySet()) {
            if (key.length() > 0) {
                key.append(',');
            }
            escape(key, label.getKey());
            key.append(':');
            escape(key, label.getValue());
        }
        byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_BYTES ? key.toString() : cut(key.toString(), bytes);
    }

    private static void escape(StringBuilder key, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == ',' || c == ':') {
                key.append('\\');
            }
            key.append(c);
        }
    }

    private static String cut(String key, byte[] whole) {
        int end = 0;
        int bytes = 0;
        while (true) {
            int codePoint = key.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MAX_BYTES - HASH_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return key.substring(0, end) + "#" + sha256(whole);
    }

    private static String sha256(byte[] bytes) {
        try {
            StringBuilder hex = new StringBuilder(64);
            for (byte b : MessageDigest.getInstance("SHA-256").digest(bytes)) {
                hex.append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
