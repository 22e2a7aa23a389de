/**
 * The advice that several instrumentations share, and how it is bound to one method.
 *
 * <p>Nested classes whose names end in {@code Advice} are templates: they are read as class files, copied into woven
 * methods and never run here. Each is two symmetrical methods of a line or two that call the recorder, with
 * {@code suppress = Throwable.class}; no fields, lambdas, string concatenation, or types outside bootstrap and
 * {@code java.lang}. What a breakpoint could be wanted for belongs in bootstrap.
 */
@NullMarked
package dev.nilometer.weaving.advice;

import org.jspecify.annotations.NullMarked;
