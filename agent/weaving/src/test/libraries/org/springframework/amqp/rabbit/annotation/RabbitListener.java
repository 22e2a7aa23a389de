package org.springframework.amqp.rabbit.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Repeatable(RabbitListeners.class)
public @interface RabbitListener {
    String[] queues() default {};

    Queue[] queuesToDeclare() default {};

    QueueBinding[] bindings() default {};
}
