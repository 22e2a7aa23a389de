package dev.nilometer.bootstrap;

/** The two outcomes of a stage or an execution, as labels. */
final class Outcome {
    static final String SUCCESS = "success";
    static final String FAILED = "failed";

    private Outcome() {}

    static String of(boolean failed) {
        return failed ? FAILED : SUCCESS;
    }
}
