package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes every call of the method an execution: one run of an actor for one item.
 *
 * <p>The execution starts when the method is entered and ends when it returns or throws; a returned
 * {@code CompletionStage} is followed to its completion. An exception makes it a failed one, with the simple name of the
 * unwrapped exception class as its {@code error_type}. Calls of other actors inside it are executions of their own, with
 * this one as parent; a super call or a recursion of the same actor for the same item is not a second execution.
 *
 * <p>Any concrete method may carry it, private and static ones included. On one method {@link QueueConsumer} wins over
 * this, and this wins over {@link Timed}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Actor {

    /** The name of the actor; empty stands for {@code Class.method}. */
    String value() default "";
}
