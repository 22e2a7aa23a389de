/**
 * Executions where Spring Cloud AWS calls a listener of SQS.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.sqs;

import org.jspecify.annotations.NullMarked;
