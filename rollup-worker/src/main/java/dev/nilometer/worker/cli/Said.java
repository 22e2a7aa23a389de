package dev.nilometer.worker.cli;

import dev.nilometer.model.Diagnostics;

/** What rooms below say goes where the command speaks. Safe from every thread. */
final class Said implements Diagnostics {
    private final String command;
    private final ConnectionOptions connection;

    Said(String command, ConnectionOptions connection) {
        this.command = command;
        this.connection = connection;
    }

    @Override
    public void warn(String sentence) {
        connection.err().println(command + ": " + sentence);
    }

    @Override
    public void info(String sentence) {
        connection.out().println(sentence);
    }

    @Override
    public void debug(String sentence) {}
}
