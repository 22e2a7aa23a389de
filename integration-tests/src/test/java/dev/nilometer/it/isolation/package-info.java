/**
 * Stories of a host that must not notice the agent: class path, modules, images, jars of jars, another agent. Each runs
 * the same host without the agent and with it, and compares what the host saw.
 */
@NullMarked
package dev.nilometer.it.isolation;

import org.jspecify.annotations.NullMarked;
