package dev.nilometer.libraries;

import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** A handler of the application's, named by its logging configuration: only its own class path knows it. */
public final class OwnHandler extends Handler {
    @Override
    public void publish(LogRecord record) {
        System.out.println("handled " + record.getLoggerName() + ": " + record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
