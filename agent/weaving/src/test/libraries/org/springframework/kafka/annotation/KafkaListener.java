package org.springframework.kafka.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Repeatable(KafkaListeners.class)
public @interface KafkaListener {
    String[] topics() default {};

    TopicPartition[] topicPartitions() default {};

    String topicPattern() default "";
}
