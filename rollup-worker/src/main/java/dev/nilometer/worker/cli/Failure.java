package dev.nilometer.worker.cli;

/** Something went wrong in a way that one sentence explains: the command ends with it and exit code 1. */
final class Failure extends RuntimeException {
    Failure(String sentence) {
        super(sentence);
    }
}
