package org.eclipse.microprofile.metrics.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Counted {
    String name() default "";

    String[] tags() default {};
}
