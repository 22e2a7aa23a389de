package dev.nilometer.bootstrap;

/** Takes the executions that are running, on the drain's thread. */
public interface OpenSink {
    /** An execution that had not ended a moment ago. */
    void open(OpenExecution execution);
}
