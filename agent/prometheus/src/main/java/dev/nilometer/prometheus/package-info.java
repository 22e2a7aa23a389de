/**
 * Scrape: the agent's HTTP endpoint. It answers at once whatever the rest of the agent is doing, since it only renders
 * what others hold ready: an {@link dev.nilometer.model.Account} for /metrics, cached results for /ready, a map for
 * /v1/status.
 *
 * <p>{@link dev.nilometer.prometheus.MetricsEndpoint} owns the port,
 * {@link dev.nilometer.prometheus.AccountCollector} turns an account into metric snapshots,
 * {@link dev.nilometer.prometheus.ScrapePage} has the Prometheus client negotiate the format and write it, and
 * {@link dev.nilometer.prometheus.SharedScrapes} lets those who ask at once share what was written. {@link dev.nilometer.prometheus.ScrapeMetric},
 * {@link dev.nilometer.prometheus.JvmMetric} and {@link dev.nilometer.model.SelfMetric} list every name that can
 * appear.
 *
 * <p>Who comes how to the port is the business of {@code dev.nilometer.http}; {@link dev.nilometer.prometheus.Pages} is
 * what it finds there. Threads: nilometer-http, daemons from the factory that is given, three at most: the listener's, one
 * for scrapes, one for other pages. May import model, http, the types of the JDK's HTTP server and the Prometheus client.
 */
@NullMarked
package dev.nilometer.prometheus;

import org.jspecify.annotations.NullMarked;
