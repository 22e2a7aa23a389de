package dev.nilometer.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Who may see more than that the process lives: one user with a password, by HTTP's basic scheme. What was said is compared
 * in a time that tells nothing about how much of it was right; nothing is remembered about who asked. Used by the
 * listener's thread.
 */
final class Access {
    /** What a client is told that said nothing, or the wrong thing. */
    static final String CHALLENGE = "Basic realm=\"nilometer\", charset=\"UTF-8\"";

    private static final String SCHEME = "Basic ";

    private final String user;
    private final Password password;

    private Access(String user, Password password) {
        this.user = user;
        this.password = password;
    }

    /** Throws {@link IOException} with a sentence when there is a user and no password, or a password and no user. */
    static Access of(Protection protection) throws IOException {
        String user = protection.user();
        if (user.isEmpty()) {
            throw new IOException("a password is set and " + protection.option("http.user") + " is not");
        }
        if (user.indexOf(':') >= 0) {
            throw new IOException(protection.option("http.user") + " may not contain a colon");
        }
        return new Access(user, Password.of(protection));
    }

    /** True when the request says who asks, and rightly so. */
    boolean allows(Headers request) {
        String said = request.getFirst("Authorization");
        if (said == null || !said.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] given =
                    Base64.getDecoder().decode(said.substring(SCHEME.length()).trim());
            byte[] wanted = (user + ":" + password.current()).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(digest(given), digest(wanted));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    /** Of one length, whatever is compared. */
    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
