/**
 * What stands in the folder deploy: that every file can be read, names only what exists, and does in a real Prometheus and
 * as a real process what it says.
 */
@NullMarked
package dev.nilometer.it.deploy;

import org.jspecify.annotations.NullMarked;
