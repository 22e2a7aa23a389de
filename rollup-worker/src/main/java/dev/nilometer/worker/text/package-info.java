/** How numbers are told to people: counts with their noun, sizes with their unit. Pure functions, no thread of its own. */
@NullMarked
package dev.nilometer.worker.text;

import org.jspecify.annotations.NullMarked;
