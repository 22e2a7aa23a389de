/**
 * Stages where OpenTelemetry makes spans.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.opentelemetry;

import org.jspecify.annotations.NullMarked;
