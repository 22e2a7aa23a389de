package dev.nilometer.sample.mail;

import java.nio.ByteBuffer;

/**
 * One leaf of a message, still encoded for its travel.
 *
 * @param mediaType lower case, {@code text/html}
 * @param charset as the message names it; empty for what is not text
 * @param transferEncoding lower case, {@code base64}
 * @param content read-only
 */
public record Part(String mediaType, String charset, String transferEncoding, ByteBuffer content) {

    boolean isText() {
        return mediaType.startsWith("text/");
    }
}
