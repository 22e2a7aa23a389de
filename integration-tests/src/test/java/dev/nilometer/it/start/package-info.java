/** The start: what the host sees of it, whatever is configured, taken, dead or given twice; and how long it takes. */
@NullMarked
package dev.nilometer.it.start;

import org.jspecify.annotations.NullMarked;
