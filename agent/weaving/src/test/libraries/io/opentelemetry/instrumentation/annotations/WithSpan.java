package io.opentelemetry.instrumentation.annotations;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface WithSpan {
    String value() default "";
}
