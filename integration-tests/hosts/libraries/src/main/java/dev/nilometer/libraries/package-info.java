/**
 * An application that brings its own, older copies of the libraries that the agent brings, uses them, and prints what it
 * sees of its JVM as sorted lines. A story runs it with the agent and without and wants the same lines.
 *
 * <p>One class for each thing looked at; {@code LibrariesHost} calls them in a fixed order on main. It knows the API and
 * nothing else of the project.
 */
@NullMarked
package dev.nilometer.libraries;

import org.jspecify.annotations.NullMarked;
