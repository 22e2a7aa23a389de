/**
 * One folder for each kind of method that is woven. A folder sees no other folder; what two of them need is in
 * {@code advice} or {@code binding}. To add one: a folder, a file, a line in {@code Instrumentations.ALL}, a row in
 * docs/instrumentations.md.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation;

import org.jspecify.annotations.NullMarked;
