package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which parameter of a batch consumer holds its items: a List, an array or another Iterable.
 *
 * <p>The batch is one execution with the number of its items in the metadata, and one row per item where that is cheap.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Items {

    /** The record component, getter or field of each element that holds its id; empty stands for the element. */
    String value() default "";
}
