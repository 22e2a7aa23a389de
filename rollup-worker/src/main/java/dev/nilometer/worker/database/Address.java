package dev.nilometer.worker.database;

import dev.nilometer.store.send.DatabaseUrl;
import dev.nilometer.store.send.SendSettings;
import dev.nilometer.worker.schema.SchemaName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where the database is and who asks. The password is read again for each new connection when it is kept in a file, so
 * that a changed one needs no restart. Immutable; its text never holds a password.
 */
public final class Address {
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable Path passwordFile;

    /**
     * Throws {@link IllegalArgumentException} with a sentence for people when the URL is none of PostgreSQL's, or carries
     * a parameter that an agent's may not carry either.
     *
     * @param passwordFile wins over password, which wins over one in the URL
     */
    public Address(String url, @Nullable String user, @Nullable String password, @Nullable Path passwordFile) {
        if (Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException("'" + withoutSecrets(url) + "' is no address of a PostgreSQL database;"
                    + " one looks like jdbc:postgresql://localhost:5432/name");
        }
        DatabaseUrl.of(url);
        this.url = url;
        this.user = user;
        this.password = password;
        this.passwordFile = passwordFile;
    }

    String url() {
        return url;
    }

    /** The same place, for a sender of what agents left behind. */
    public SendSettings toSend(SchemaName schema) {
        return SendSettings.builder(DatabaseUrl.of(url))
                .user(user)
                .password(password)
                .passwordFile(passwordFile)
                .schema(schema.toString())
                .build();
    }

    /** What the driver needs; options in the URL win over ours. */
    Properties properties() throws UnreadablePassword {
        Properties properties = new Properties();
        PGProperty.APPLICATION_NAME.set(properties, "nilometer-worker");
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        String secret = passwordFile == null ? password : read(passwordFile);
        if (user != null) {
            PGProperty.USER.set(properties, user);
        }
        if (secret != null) {
            PGProperty.PASSWORD.set(properties, secret);
        }
        return properties;
    }

    private static String read(Path file) throws UnreadablePassword {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new UnreadablePassword(file, "there is none", e);
        } catch (AccessDeniedException e) {
            throw new UnreadablePassword(file, "no permission", e);
        } catch (IOException e) {
            throw new UnreadablePassword(file, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return withoutSecrets(url);
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }
}
