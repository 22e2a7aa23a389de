package app;

import org.springframework.scheduling.annotation.Scheduled;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@Scheduled(cron = "0 0 * * * *")
public @interface Nightly {
}
