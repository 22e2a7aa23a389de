/**
 * The worker: its own process beside the agents. It owns the schema, rolls rows up into history, and answers questions
 * on the command line and over HTTP.
 *
 * <p>In the order in which data meets them: {@code schema} (what is in PostgreSQL), {@code settings} (how the fleet is
 * steered), {@code rollup} (hours, days, weeks), {@code status} (is all well), {@code serve} (the long-running form);
 * {@code database} is the one way in, {@code cli} the commands. Only {@code cli} reads the environment.
 */
@NullMarked
package dev.nilometer.worker;

import org.jspecify.annotations.NullMarked;
