package io.micrometer.core.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Timed {
    String value() default "";

    String[] extraTags() default {};
}
