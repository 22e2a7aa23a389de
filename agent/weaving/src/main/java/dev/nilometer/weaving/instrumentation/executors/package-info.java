/**
 * Hands executions over between threads: the JDK's own executors and threads, redefined once, when the first class with
 * executions was woven. What is put in are calls of {@link dev.nilometer.bootstrap.Carrier}.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.executors;

import org.jspecify.annotations.NullMarked;
