/**
 * Stages where nobody could or would write an annotation: the option {@code instrument.methods}.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.methods;

import org.jspecify.annotations.NullMarked;
