/**
 * The main job in one command: a real PostgreSQL (fsync on, data kept), the worker, the sample application under the
 * agent working through real e-mails, a rollup, and a report in SQL of what was measured.
 *
 * <p>Everything runs as it would in production: the built jars, each in a process of its own. The demo starts them,
 * reads the database, and stops what it started. Threads: main, one that copies each child's output, and the shutdown
 * hook. May import the JDK, pgjdbc and the embedded PostgreSQL; knows the product by its jars and its SQL alone.
 */
@NullMarked
package dev.nilometer.it.demo;

import org.jspecify.annotations.NullMarked;
