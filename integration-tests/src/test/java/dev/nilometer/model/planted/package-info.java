/** Not of the room it names: violations planted for {@code PlantedViolationsTest}. */
@NullMarked
package dev.nilometer.model.planted;

import org.jspecify.annotations.NullMarked;
