/**
 * Stories over the built jars: each {@code *IT} starts real JVMs with the agent, the worker or the sample in them and a
 * real PostgreSQL, and looks from outside at what comes of it. Nothing here sees the inside of a module; the jars are
 * files whose places the build hands over ({@link dev.nilometer.it.BuiltJars}). What holds for the sources of all
 * modules together is checked in {@code architecture}.
 *
 * <p>Long stories carry the tag {@code storm} and run with {@code ./mvnw verify -Pstorms}. Stories that need a newer JDK
 * ask {@link dev.nilometer.it.Jdks} and are skipped, with a sentence, where there is none.
 */
@NullMarked
package dev.nilometer.it;

import org.jspecify.annotations.NullMarked;
