package dev.nilometer.office;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.core.JmsTemplate;

/** The office's part of JMS. */
@Configuration
class Post {
    private static final int LETTERS = 5;

    @Bean
    Mailbag jmsMail(JmsTemplate template) {
        return () -> {
            for (int i = 0; i < LETTERS; i++) {
                template.convertAndSend("letters", "dear office");
            }
            return LETTERS;
        };
    }
}
