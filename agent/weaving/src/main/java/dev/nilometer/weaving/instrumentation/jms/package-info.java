/**
 * Executions where Spring calls a listener of JMS.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.jms;

import org.jspecify.annotations.NullMarked;
