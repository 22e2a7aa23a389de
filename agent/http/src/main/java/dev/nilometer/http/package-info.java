/**
 * A port that may be opened to a network: the agent's and the worker's. Whoever comes, and however slowly, nobody who is
 * answered waits for him.
 *
 * <p>{@link dev.nilometer.http.Listener} reads and writes all connections on one thread, without waiting for any.
 * {@link dev.nilometer.http.Protection} says who may see what, and whether TLS is spoken. What is asked goes to a
 * {@link dev.nilometer.http.Site}, which answers at once or on one of two further threads.
 *
 * <pre>
 *   connection ─► head ─► refused? ─► password? ─► site ─► exchange ─► written, closed
 *   listener's thread ──────────────────────────┘    └─ listener's, pages' or scrapes' thread
 * </pre>
 *
 * <p>Threads: three at most, from the factory that is given. May import model, the types of the JDK's HTTP server (never
 * the server, which wakes the logging of its process and stands still before a few half-sent requests) and nothing else.
 */
@NullMarked
package dev.nilometer.http;

import org.jspecify.annotations.NullMarked;
