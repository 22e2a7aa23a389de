package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the value of a parameter a label of what the method records: of a {@link Timed} method's durations, 13 at most;
 * of an execution, in its metadata, 16 at most.
 *
 * <p>Takes what {@link ItemId} takes. Each distinct value is a series of its own, so use it for what has few values (a
 * tenant, a region), and {@link Nilometer#put} for what has many.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Label {

    /** The name of the label. */
    String value();
}
