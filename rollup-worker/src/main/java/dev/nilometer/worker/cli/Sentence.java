package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.UnreadablePassword;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence, for the person at the command line, what an exception means. Stateless. */
final class Sentence {
    private Sentence() {}

    static String of(Throwable problem, ConnectionOptions options) {
        if (problem instanceof Failure) {
            return firstLine(problem);
        }
        SQLException fromDatabase = deepestOfDatabase(problem);
        return fromDatabase == null
                ? firstLine(problem) + " (" + problem.getClass().getSimpleName() + "; --debug says where)"
                : ofDatabase(fromDatabase, options);
    }

    private static String ofDatabase(SQLException problem, ConnectionOptions options) {
        String state = problem.getSQLState() == null ? "" : problem.getSQLState();
        String said = firstLine(problem);
        if (problem instanceof UnreadablePassword) {
            return said;
        }
        if (state.equals("08004")) {
            return options.where() + " wants a password: --db-password-file or NILOMETER_DB_PASSWORD (" + said + ")";
        }
        if (state.startsWith("08")) {
            return "cannot reach " + options.where() + ": " + unknownHost(problem, said);
        }
        if (state.startsWith("28") || state.equals("3D000") || state.startsWith("53") || state.startsWith("57")) {
            return options.where() + " lets nobody in: " + said;
        }
        if (state.equals("42501")) {
            return said + "; connect as the role that owns the schema, or ask a DBA for the right";
        }
        if (state.equals("42P01") || state.equals("42883") || state.equals("3F000") || state.equals("42703")) {
            return "the schema is not up to date, run migrate first: " + said;
        }
        return "the database refused: " + said + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    }

    /** The driver says no more than that an attempt failed. */
    private static String unknownHost(SQLException problem, String said) {
        return problem.getCause() instanceof UnknownHostException host ? "there is no host " + host.getMessage() : said;
    }

    /** Pools and Flyway wrap what the driver said; the innermost one knows best. */
    private static @Nullable SQLException deepestOfDatabase(Throwable problem) {
        SQLException found = null;
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof SQLException s && s.getMessage() != null && (found == null || s.getSQLState() != null)) {
                found = s;
            }
        }
        return found;
    }

    private static String firstLine(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank()
                ? problem.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("").replaceFirst("^(ERROR|FATAL): ", "");
    }
}
