/** Not of the room it names: violations planted for {@code PlantedViolationsTest}. */
@NullMarked
package dev.nilometer.core.planted;

import org.jspecify.annotations.NullMarked;
