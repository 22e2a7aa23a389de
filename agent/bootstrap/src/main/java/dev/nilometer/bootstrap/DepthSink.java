package dev.nilometer.bootstrap;

/** Takes the depths of queues, on the thread that polls them. */
public interface DepthSink {
    /** Items waiting in all queues of this name in this JVM, never negative. */
    void depth(String queue, long depth);
}
