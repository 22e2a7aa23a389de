package com.codahale.metrics.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Timed {
    String name() default "";
}
