/**
 * What woven code may touch: it records, and it offers or folds.
 *
 * <pre>
 *   woven code ── Recorder, Facade ── Context (one per thread) ── Lane ──┐
 *                                        inside a kept execution, or      │ slots, executions
 *                                        above the valve: offer ──────────┤
 *                                        else: fold ── FoldTable ─────────┼── the drain (core)
 *                                        table full:   SharedCells ───────┘
 * </pre>
 *
 * <p>These classes are defined into java.base under other names, where every class loader of the host sees them. So
 * they use the JDK alone, and neither lambdas, nor method references, nor resources, nor logging; a test looks at the
 * byte-code. They run on the application's threads, where nothing may block, throw or print. One agent thread, the
 * drain, takes what was recorded; it sets the {@link dev.nilometer.bootstrap.Valve} and never waits for a recorder.
 *
 * <p>A record lands exactly once: as a slot or an execution that the drain reads, or inside a fold table. When lane,
 * table and shared cells are all full it is counted as lost in {@link dev.nilometer.bootstrap.SelfCounter}.
 */
@NullMarked
package dev.nilometer.bootstrap;

import org.jspecify.annotations.NullMarked;
