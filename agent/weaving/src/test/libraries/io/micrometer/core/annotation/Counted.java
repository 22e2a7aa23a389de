package io.micrometer.core.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Counted {
    String value() default "method.counted";

    String[] extraTags() default {};
}
