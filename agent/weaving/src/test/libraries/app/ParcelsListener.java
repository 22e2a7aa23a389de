package app;

import org.springframework.kafka.annotation.KafkaListener;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@KafkaListener(topics = "parcels")
public @interface ParcelsListener {
}
