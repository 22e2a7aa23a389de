/**
 * How the database steers its fleet: the row of {@code settings} that agents read with every commit, as keys that
 * people can set. {@link dev.nilometer.worker.settings.SettingKey} is the only list of them.
 */
@NullMarked
package dev.nilometer.worker.settings;

import org.jspecify.annotations.NullMarked;
