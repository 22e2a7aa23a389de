package dev.nilometer.worker.rollup;

/** An execution group of the dictionary: queue and error type are '' for none. Immutable. */
record GroupInfo(
        int id, String service, String environment, String actor, String queue, String status, String errorType) {

    boolean failed() {
        return "failed".equals(status);
    }
}
