/**
 * What an instrumentation may know of a class: its fields and methods with the annotations on them, and no more.
 *
 * <p>Read from the class file alone, in one pass that skips all code. No other class is looked up for it: asking the
 * application's loader for an annotation or a supertype could load classes in an order the application does not expect,
 * or wait for locks it holds. Types are immutable; they live as long as the class is being woven. Reads with the class
 * reader inside Byte Buddy.
 */
@NullMarked
package dev.nilometer.weaving.outline;

import org.jspecify.annotations.NullMarked;
