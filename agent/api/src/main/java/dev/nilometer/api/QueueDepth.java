package dev.nilometer.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where the depth of a queue can be read: on a field that holds a Collection, Map or number, or on a method without
 * parameters that returns one.
 *
 * <p>It is asked every 10 seconds (the option {@code queue.poll}) by a thread of the agent, never by one of the
 * application, so {@code size()} must be safe to call from another thread. Instances are held weakly; several of one name
 * in one JVM are added up.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface QueueDepth {

    /** The name of the queue. */
    String value();
}
