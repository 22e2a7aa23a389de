package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Measures how long every call of the method takes, as a stage of the execution it runs in, or alone.
 *
 * <p>An exception counts as a failed call of this stage and goes on unchanged; one exception that passes several measured
 * methods is one error, of the innermost. A returned {@code CompletionStage} is timed to its completion.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Timed {

    /** The name of the stage; empty stands for the name of the method. */
    String stage() default "";

    /** The actor it is counted for; empty stands for the actor of the execution it runs in. */
    String actor() default "";
}
