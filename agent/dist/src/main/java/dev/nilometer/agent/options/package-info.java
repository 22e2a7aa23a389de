/**
 * What a user may set, and what was set. {@code AgentOption} is the only list; {@code Options} resolves agent argument,
 * system property, environment and file into one {@code Setting} each, with its source. A bad or unknown key never
 * stops the application: it becomes one complaint with the nearest known key, and the default stands. Runs once, on the
 * main thread, before the application starts, so it avoids lambdas and formatting, which cost a start milliseconds.
 */
@NullMarked
package dev.nilometer.agent.options;

import org.jspecify.annotations.NullMarked;
