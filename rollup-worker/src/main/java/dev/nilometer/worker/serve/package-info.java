/**
 * The worker as a service: a loop that rolls up closed hours, and a small HTTP endpoint beside it.
 *
 * <p>Threads: {@link dev.nilometer.worker.serve.RollupLoop} runs on the main thread and survives whatever a run throws;
 * the listener of {@code dev.nilometer.http} answers on daemons of its own. What is scraped comes from memory, as of the
 * last run: a database that is away never delays a scrape. Only {@code /ready} asks the database, and gives up after two
 * seconds.
 */
@NullMarked
package dev.nilometer.worker.serve;

import org.jspecify.annotations.NullMarked;
