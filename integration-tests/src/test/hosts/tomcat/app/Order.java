package app;

/** What an execution is about. */
record Order(String id) {}
