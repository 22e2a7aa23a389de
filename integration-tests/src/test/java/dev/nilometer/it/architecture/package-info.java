/**
 * The arrows between the rooms, as tests over the class files of all modules (docs/architecture.md has the picture).
 * {@link dev.nilometer.it.architecture.Room} is the one list of rooms and of what each may import, {@code Rules} holds
 * what else is forbidden, and {@code PlantedViolationsTest} proves that the rules see what they are meant to see.
 */
@NullMarked
package dev.nilometer.it.architecture;

import org.jspecify.annotations.NullMarked;
