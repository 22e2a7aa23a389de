/** Stories of the agent: what the host notices of it, what reaches the database, and what happens when things go wrong. */
@NullMarked
package dev.nilometer.it.agent;

import org.jspecify.annotations.NullMarked;
