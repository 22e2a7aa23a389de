package app;

import org.springframework.core.annotation.AliasFor;
import org.springframework.kafka.annotation.KafkaListener;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@KafkaListener(topics = "never")
public @interface DeskListener {
    @AliasFor(annotation = KafkaListener.class, attribute = "topics")
    String[] desk() default "front-desk";

    String note() default "";
}
