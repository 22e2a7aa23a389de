/**
 * JMH benchmarks with peers side by side in one run; never published. One run: build the module, then
 * {@code java -jar agent/benchmarks/target/benchmarks.jar <name>}. Results with machine and date are in
 * docs/performance.md; only bytes allocated per record may fail a build, never nanoseconds.
 */
@NullMarked
package dev.nilometer.benchmarks;

import org.jspecify.annotations.NullMarked;
