/**
 * When work is due: cron expressions (minute, hour, day of month, month, day of week) read by cron-utils, in the
 * installation's zone. Knows no clock and starts no thread; whoever works asks. Immutable, safe from every thread.
 */
@NullMarked
package dev.nilometer.worker.schedule;

import org.jspecify.annotations.NullMarked;
