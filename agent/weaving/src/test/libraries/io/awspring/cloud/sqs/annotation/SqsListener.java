package io.awspring.cloud.sqs.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface SqsListener {
    String[] value() default {};

    String[] queueNames() default {};
}
