/**
 * The worker's way into PostgreSQL: a first connection and a small pool of others, over the driver itself, and
 * transactions that see Nilometer's schema. No session state is kept, so that a pooler in transaction mode may stand
 * between. Any thread may use it.
 */
@NullMarked
package dev.nilometer.worker.database;

import org.jspecify.annotations.NullMarked;
