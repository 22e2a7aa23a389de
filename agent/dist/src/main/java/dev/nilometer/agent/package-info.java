/**
 * The way in: premain, options and wiring. The only room that knows all the others, and the only one that reads system
 * properties and the environment.
 *
 * <p>{@code Premain} and {@code AgentLoader} are all that the host's own loader sees. Behind the agent's loader,
 * {@code Bridge} puts the recorder into java.base and {@code Agent} wires the rooms. Starting happens on the JVM's main
 * thread, before the application's main method, and touches no JUL, JMX or JDBC; what needs those (database, endpoint)
 * is started by {@code nilometer-start}, a daemon thread. Stopping happens in the last of the JVM's shutdown hooks.
 */
@NullMarked
package dev.nilometer.agent;

import org.jspecify.annotations.NullMarked;
