package dev.nilometer.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a port asks of those who come: a user with a password, and TLS. Immutable, safe from every thread. */
public final class Protection {
    /** None: everybody may see everything, in clear text. */
    public static final Protection NONE = new Protection("", "", null, null, null, false);

    private final String user;
    private final String password;
    private final @Nullable Path passwordFile;
    private final @Nullable Path tlsCertificate;
    private final @Nullable Path tlsKey;
    private final boolean arguments;

    private Protection(
            String user,
            String password,
            @Nullable Path passwordFile,
            @Nullable Path tlsCertificate,
            @Nullable Path tlsKey,
            boolean arguments) {
        this.user = user;
        this.password = password;
        this.passwordFile = passwordFile;
        this.tlsCertificate = tlsCertificate;
        this.tlsKey = tlsKey;
        this.arguments = arguments;
    }

    /** With a user, '' for everybody, and a password or a file that holds it. */
    public Protection user(String user, String password, @Nullable Path passwordFile) {
        return new Protection(user, password, passwordFile, tlsCertificate, tlsKey, arguments);
    }

    /** With certificates and key for TLS, files in PEM; null for HTTP without. */
    public Protection tls(@Nullable Path certificate, @Nullable Path key) {
        return new Protection(user, password, passwordFile, certificate, key, arguments);
    }

    /** The same, whose messages name options as a command's: {@code --http-user} and not {@code http.user}. */
    public Protection asArguments() {
        return new Protection(user, password, passwordFile, tlsCertificate, tlsKey, true);
    }

    /** How the reader of a message knows this option. */
    String option(String key) {
        return arguments ? "--" + key.replace('.', '-') : key;
    }

    boolean asksForUser() {
        return !user.isEmpty() || !password.isEmpty() || passwordFile != null;
    }

    /** True when there is no HTTP without TLS. */
    public boolean speaksTls() {
        return tlsCertificate != null || tlsKey != null;
    }

    /** Who may see what is not open to all; '' for everybody. */
    String user() {
        return user;
    }

    /** His password, if it stands in no file; '' for none. */
    String password() {
        return password;
    }

    /** The file with his password; null for none. */
    @Nullable
    Path passwordFile() {
        return passwordFile;
    }

    /** The file with the certificates of the port, PEM. */
    @Nullable
    Path tlsCertificate() {
        return tlsCertificate;
    }

    /** The file with its key, PEM. */
    @Nullable
    Path tlsKey() {
        return tlsKey;
    }
}
