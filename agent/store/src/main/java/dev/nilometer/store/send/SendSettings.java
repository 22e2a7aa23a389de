package dev.nilometer.store.send;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where and how often frames are sent. Immutable; made by its {@link Builder}. Never prints the password. */
public final class SendSettings {
    private final Builder from;

    private SendSettings(Builder from) {
        this.from = from;
    }

    /** Settings for this database: schema nilometer, every 2 s. */
    public static Builder builder(DatabaseUrl url) {
        return new Builder(url);
    }

    /** The database. */
    public DatabaseUrl url() {
        return from.url;
    }

    /** The schema, unquoted. */
    public String schema() {
        return from.schema;
    }

    /** Time between sends, ms; the database may ask for a longer one. */
    public long intervalMillis() {
        return from.intervalMillis;
    }

    @Nullable
    String user() {
        return from.user;
    }

    @Nullable
    String password() {
        return from.password;
    }

    @Nullable
    Path passwordFile() {
        return from.passwordFile;
    }

    /** The schema as it stands in SQL. */
    String quotedSchema() {
        return '"' + from.schema.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return from.url + " schema " + from.schema;
    }

    /** Collects the settings. Not thread-safe; build once. */
    public static final class Builder {
        private final DatabaseUrl url;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable Path passwordFile;
        private String schema = "nilometer";
        private long intervalMillis = 2_000;

        private Builder(DatabaseUrl url) {
            this.url = url;
        }

        /** The role; null leaves it to the URL. */
        public Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        /** Its password; a password file wins. */
        public Builder password(@Nullable String password) {
            this.password = password;
            return this;
        }

        /** A file that holds the password: read at each connect, so a changed one needs no restart. */
        public Builder passwordFile(@Nullable Path passwordFile) {
            this.passwordFile = passwordFile;
            return this;
        }

        /** The schema. */
        public Builder schema(String schema) {
            this.schema = schema;
            return this;
        }

        /** Time between sends, ms. */
        public Builder intervalMillis(long intervalMillis) {
            this.intervalMillis = Math.max(10, intervalMillis);
            return this;
        }

        /** The settings. The builder is used up. */
        public SendSettings build() {
            return new SendSettings(this);
        }
    }
}
