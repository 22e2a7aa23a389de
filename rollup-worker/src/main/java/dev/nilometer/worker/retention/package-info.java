/**
 * Lets rows go once they are proven rolled up, and nothing else.
 *
 * <pre>
 * accept_from past the day ──► DETACH CONCURRENTLY ──► roll up what is left ──► claim its 24 hours
 *   (writers use late_*)        (nobody of today waits)                          │
 *        ATTACH again, alarm ◄── no ── ledger = history = rows, hour by hour? ◄──┘
 *                                      │ yes
 *                                      ▼ archive if asked ──► seal, drop, forget the ledger: one commit
 * </pre>
 *
 * <p>A worker may be killed at any step: a day that is detached and not sealed is taken up again by the next purge, and
 * what reads it reads its tables by name. From the seal on its hours are merged into and never made again. One purge
 * runs at a time, held by a transaction-level advisory lock; were it lost, the claims would still decide.
 *
 * <p>Everything runs on the caller's thread and uses two connections.
 */
@NullMarked
package dev.nilometer.worker.retention;

import org.jspecify.annotations.NullMarked;
