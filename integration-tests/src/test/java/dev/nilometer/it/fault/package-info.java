/**
 * The fault bench: PostgreSQL and hosts killed, a network that falls silent, disks that are full, read-only or gone. Each
 * story counts to the record, and by item where it can. What is lost on a connection (answers swallowed, COPY cut at a
 * byte) is in the tests of agent/store, where a group can be stepped.
 */
@NullMarked
package dev.nilometer.it.fault;

import org.jspecify.annotations.NullMarked;
