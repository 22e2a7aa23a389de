/**
 * The checks that a user adds to /ready: {@code nilometer.ready.<name>=tcp://…}. Each is a few bytes over a socket of
 * its own, so that no driver, client or JVM-wide setting of the host takes part. They run one after another on the
 * thread {@code nilometer-ready}, every 10 s; /ready serves the latest results and waits for nothing.
 */
@NullMarked
package dev.nilometer.agent.ready;

import org.jspecify.annotations.NullMarked;
