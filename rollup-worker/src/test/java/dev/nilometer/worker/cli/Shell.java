package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** Runs worker commands in this process and keeps what they said. One thread. */
final class Shell {
    private final Map<String, String> environment = new HashMap<>();

    /** What one command left behind. */
    record Answer(int exit, String out, String err) {
        String lastLine() {
            return out.isBlank() ? "" : out.strip().lines().reduce((a, b) -> b).orElseThrow();
        }
    }

    /** A shell whose environment names the database. */
    static Shell on(TestDatabase database) {
        return new Shell().with("NILOMETER_DB_URL", database.url()).with("NILOMETER_DB_USER", "postgres");
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = WorkerCommand.run(arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Answer(exit, out.toString(), err.toString());
    }
}
