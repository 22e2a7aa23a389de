package dev.nilometer.store.send;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * A JDBC URL that was checked: PostgreSQL only, and only parameters that can do no harm (pgjdbc has some that load
 * classes, open files or change a session). Immutable.
 */
public final class DatabaseUrl {
    private static final String PREFIX = "jdbc:postgresql:";

    /** Parameters that a URL may carry. */
    private static final Set<String> ALLOWED = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "user",
            "password",
            "ssl",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "sslnegotiation",
            "sslResponseTimeout",
            "channelBinding",
            "requireAuth",
            "gssEncMode",
            "targetServerType",
            "loadBalanceHosts",
            "hostRecheckSeconds",
            "connectTimeout",
            "socketTimeout",
            "tcpKeepAlive",
            "ApplicationName")));

    private final String url;

    private DatabaseUrl(String url) {
        this.url = url;
    }

    /** The URL, checked; throws {@link IllegalArgumentException} with a sentence that names no secret. */
    public static DatabaseUrl of(String url) {
        if (!url.startsWith(PREFIX) || url.length() == PREFIX.length()) {
            throw new IllegalArgumentException("a database URL looks like jdbc:postgresql://host:5432/database");
        }
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String parameter : url.substring(query + 1).split("&")) {
                check(parameter);
            }
        }
        return new DatabaseUrl(url);
    }

    private static void check(String parameter) {
        int equals = parameter.indexOf('=');
        String key = equals < 0 ? parameter : parameter.substring(0, equals);
        if (!key.isEmpty() && !ALLOWED.contains(key)) {
            throw new IllegalArgumentException("the database URL must not have the parameter " + key);
        }
    }

    /** As given, secrets included. */
    String url() {
        return url;
    }

    /** Host, port and database, for people: no parameters, no credentials. */
    public String display() {
        int query = url.indexOf('?');
        String plain = url.substring(PREFIX.length(), query < 0 ? url.length() : query);
        String place = plain.startsWith("//") ? plain.substring(2) : plain;
        return place.substring(place.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return display();
    }
}
