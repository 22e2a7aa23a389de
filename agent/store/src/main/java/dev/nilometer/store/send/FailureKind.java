package dev.nilometer.store.send;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure means for the frames at hand. The one place that reads SQLSTATEs. */
enum FailureKind {
    /** A value that the database refuses: find the row, set it aside. */
    POISON("a row was refused"),
    /** No partition for a day: make it, retry. */
    PARTITION("a partition is missing"),
    /** The position is not where we thought: ask, and go on from there. */
    MOVED("the position had moved"),
    /** The database does not know the stream (any more): say hello again. */
    UNKNOWN_STREAM("the stream is unknown"),
    /** The worker's {@code migrate} did not run yet, or the schema is another one. */
    NO_SCHEMA("there is no schema of this name yet; run the worker's migrate"),
    /** The schema lacks what a later version added. */
    OLD_SCHEMA("the schema is older than this agent; run the migrate of a worker of its version"),
    /** The role may not do what it must. */
    NO_RIGHTS("the role lacks rights; run the worker's migrate with --agent-role"),
    /** Password or role refused, or none given where one is wanted. */
    PASSWORD("the database refused the login; look at db.user and db.password-file"),
    /** The file with the password is not there, or not for us. */
    PASSWORD_FILE("db.password-file cannot be read"),
    /** Disk full, too many connections. */
    RESOURCES("the database lacks resources"),
    /** Serialization failures and dead-locks. */
    CONFLICT("another transaction was in the way"),
    /** No connection, or one that broke: whether a commit happened is unknown. */
    CONNECTION("the database cannot be reached"),
    /** Anything else: wait and retry like the others. */
    OTHER("the database refused");

    private final String sentence;

    FailureKind(String sentence) {
        this.sentence = sentence;
    }

    /** The reason label of {@code nilometer_send_failures_total}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it means, for an operator. */
    String sentence() {
        return sentence;
    }

    /**
     * Reads an error.
     *
     * @param inCopy whether rows were on their way, so that a protocol violation may be a row's fault
     */
    static FailureKind of(SQLException e, boolean inCopy) {
        if (e instanceof UnreadablePassword) {
            return PASSWORD_FILE;
        }
        String state = state(e);
        if (state.equals("08P01") && inCopy) {
            return POISON;
        }
        FailureKind exact = ofState(state);
        if (exact != null) {
            return exact;
        }
        switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22":
            case "23":
            case "54":
                return POISON;
            case "08":
            case "57":
                return CONNECTION;
            case "28":
                return PASSWORD;
            case "40":
                return CONFLICT;
            case "53":
                return RESOURCES;
            default:
                return OTHER;
        }
    }

    private static @Nullable FailureKind ofState(String state) {
        switch (state) {
            case "23514":
                return PARTITION;
            case "08004":
                return PASSWORD;
            case "NL001":
                return MOVED;
            case "NL002":
                return UNKNOWN_STREAM;
            case "3F000":
            case "42883":
            case "42P01":
                return NO_SCHEMA;
            case "42703":
            case "42804":
                return OLD_SCHEMA;
            case "42501":
                return NO_RIGHTS;
            case "55P03":
                return CONFLICT;
            default:
                return null;
        }
    }

    private static String state(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException ? ((SQLException) cause).getSQLState() : null;
            if (state != null) {
                return state;
            }
        }
        return "";
    }
}
