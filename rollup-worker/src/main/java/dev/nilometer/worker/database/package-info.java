/**
 * The worker's way into PostgreSQL: a small pool over the driver itself, and transactions that see Nilometer's schema.
 * No session state is kept, so that a pooler in transaction mode may stand between. Any thread may use it.
 */
@NullMarked
package dev.nilometer.worker.database;

import org.jspecify.annotations.NullMarked;
