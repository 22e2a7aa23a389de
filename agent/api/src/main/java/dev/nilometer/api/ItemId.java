package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which parameter names the item of an execution: an e-mail id, an order id.
 *
 * <p>Takes a String, UUID, Number or enum; of anything else {@code toString()} is called once. An exception it throws is
 * caught and counted, and the execution has no item.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ItemId {

    /** The record component, getter or field of the parameter that holds the id; empty stands for the parameter. */
    String value() default "";
}
