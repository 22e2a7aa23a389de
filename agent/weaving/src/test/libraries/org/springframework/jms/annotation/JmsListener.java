package org.springframework.jms.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Repeatable(JmsListeners.class)
public @interface JmsListener {
    String destination();
}
