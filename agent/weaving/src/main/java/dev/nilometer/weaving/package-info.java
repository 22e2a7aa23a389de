/**
 * Weaves: puts two calls of the recorder around each method that asks for it, while its class is being loaded.
 *
 * <pre>
 * class bytes → {@link dev.nilometer.weaving.Weaver} → ConstantPoolScan ─ no hit (nearly always) → unchanged
 *                                                    └ hit → Loom (Byte Buddy) → outline → each of Instrumentations.ALL
 * </pre>
 *
 * <p>All of it runs on the thread that loads the class, so the way without a hit loads no Byte Buddy, makes no garbage
 * and takes no lock. Whatever goes wrong, the class keeps its bytes, and {@link dev.nilometer.weaving.WeaveReport} says
 * so. One folder of {@code instrumentation} is one kind of method; what it needs to know of a class comes from
 * {@code outline}, what it puts into it from {@code advice}.
 *
 * <p>May import bootstrap, model and Byte Buddy; the only room that knows Byte Buddy. Woven code refers to bootstrap and
 * nothing else.
 */
@NullMarked
package dev.nilometer.weaving;

import org.jspecify.annotations.NullMarked;
