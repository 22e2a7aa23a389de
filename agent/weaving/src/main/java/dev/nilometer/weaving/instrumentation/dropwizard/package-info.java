/**
 * Stages where Dropwizard's Metrics time or count.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.dropwizard;

import org.jspecify.annotations.NullMarked;
