package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which parameter holds the instant at which the item was put into its queue.
 *
 * <p>Takes an {@code Instant}, {@code Date}, {@code OffsetDateTime}, or a number of milliseconds since 1970-01-01 UTC. Null
 * means that no wait is recorded; an instant in the future is counted apart.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface EnqueuedAt {

    /** The record component, getter or field of the parameter that holds the instant; empty: the parameter itself. */
    String value() default "";
}
