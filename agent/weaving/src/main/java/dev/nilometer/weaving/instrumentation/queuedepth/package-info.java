/**
 * Queues whose depth the agent may ask for: where the application says {@code @QueueDepth}. An object's queue is
 * registered when its constructor returns, a class's when the class is initialised.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.queuedepth;

import org.jspecify.annotations.NullMarked;
