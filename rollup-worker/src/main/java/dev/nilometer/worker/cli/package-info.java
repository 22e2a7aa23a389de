/**
 * The command line: one file for each command, named after it. A command says what it did on standard output, its
 * summary last; what went wrong is one sentence on standard error, a stack trace only with {@code --debug}.
 * {@link dev.nilometer.worker.cli.WorkerCommand} lists the commands and is the only place that reads the environment.
 *
 * <p>Everything runs on the main thread. May import every package of the worker; none may import this one, except for
 * the main class.
 */
@NullMarked
package dev.nilometer.worker.cli;

import org.jspecify.annotations.NullMarked;
