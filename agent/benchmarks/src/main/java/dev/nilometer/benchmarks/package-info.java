/**
 * JMH benchmarks with peers side by side in one run; never published. Build with {@code ./mvnw -Dquick package}, then
 * {@code java -jar agent/benchmarks/target/benchmarks.jar TimedCall}. Results with machine and date are in
 * docs/performance.md; only bytes allocated per record may fail a build, never nanoseconds.
 */
@NullMarked
package dev.nilometer.benchmarks;

import org.jspecify.annotations.NullMarked;
