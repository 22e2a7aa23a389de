package dev.nilometer.office;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.kafka.annotation.KafkaListener;

/** A listener of this office: one group, and the topic by another name. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@KafkaListener(groupId = "desk")
@interface DeskListener {
    /** Which topics. */
    @AliasFor(annotation = KafkaListener.class, attribute = "topics")
    String[] desk();
}
