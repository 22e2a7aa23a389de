package dev.nilometer.office;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts, sends itself one mailbag, says {@code handled} when all of that was worked on, and ends at a line on stdin.
 * Exit code 0, or 1 when it was not worked on in time.
 */
@SpringBootApplication
@EnableKafka
@EnableJms
@EnableScheduling
public class Office {

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ConfigurableApplicationContext context = SpringApplication.run(Office.class, arguments)) {
            System.out.println("started");
            int sent = 0;
            for (Mailbag bag : context.getBeansOfType(Mailbag.class).values()) {
                sent += bag.send();
            }
            if (!context.getBean(Tally.class).awaits(sent)) {
                System.out.println("late");
                System.exit(1);
            }
            System.out.println("handled " + sent);
            int ignored = System.in.read();
        }
        System.exit(0); // threads of Artemis would keep it for a minute more
    }
}
