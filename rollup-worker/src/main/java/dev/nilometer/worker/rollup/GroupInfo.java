package dev.nilometer.worker.rollup;

/** An execution group of the dictionary: queue and error type are '' for none. Immutable. */
record GroupInfo(
        int id, String service, String environment, String actor, String queue, String status, String errorType) {

    /** True for what was said about an item outside any execution: it travels as an execution without an actor. */
    boolean isNote() {
        return actor.isEmpty();
    }

    boolean failed() {
        return "failed".equals(status);
    }
}
