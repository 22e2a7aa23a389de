package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes every call of the method an execution that took its item from a queue.
 *
 * <p>As {@link Actor}, and also: with {@link EnqueuedAt} on a parameter, the time from there to the start of the method is
 * the wait of the item in this queue. A redelivery is a new execution; {@link Attempt} gives its number.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface QueueConsumer {

    /** The name of the queue the item was taken from. */
    String queue();

    /** The name of the actor; empty stands for {@code Class.method}. */
    String actor() default "";
}
