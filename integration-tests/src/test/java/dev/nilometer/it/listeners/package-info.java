/** Applications that take their work from real message systems, measured without a line of theirs. */
@NullMarked
package dev.nilometer.it.listeners;

import org.jspecify.annotations.NullMarked;
