package dev.nilometer.worker.imports;

/** A line that cannot be stored; the message is the reason, for people. Carries no stack trace: there may be millions. */
final class BadLine extends Exception {
    BadLine(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
