package org.springframework.scheduling.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Repeatable(Schedules.class)
public @interface Scheduled {
    String cron() default "";
}
