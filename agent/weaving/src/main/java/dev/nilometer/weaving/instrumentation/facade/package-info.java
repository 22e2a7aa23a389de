/**
 * The API's own methods that do nothing until they are woven.
 */
@NullMarked
package dev.nilometer.weaving.instrumentation.facade;

import org.jspecify.annotations.NullMarked;
