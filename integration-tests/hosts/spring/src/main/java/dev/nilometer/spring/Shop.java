package dev.nilometer.spring;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableAsync;

/**
 * Starts, says so, passes as many orders as its first argument says (10 when it is not there) and ends; with {@code wait}
 * as second argument it ends at a line on stdin. Exit code 0.
 */
@SpringBootApplication
@EnableAsync
public class Shop {
    private static final int ORDERS = 10;

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext context = SpringApplication.run(Shop.class, arguments)) {
            System.out.println("started");
            Arrays.stream(context.getBeanDefinitionNames())
                    .sorted()
                    .forEach(name -> System.out.println("bean " + name));
            int orders = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ORDERS;
            System.out.println("sum " + pass(context, orders));
            System.out.println("passed " + orders);
            if (arguments.length > 1 && arguments[1].equals("wait")) {
                int ignored = System.in.read();
            }
        }
    }

    private static long pass(ConfigurableApplicationContext context, int orders) {
        Intake intake = context.getBean(Intake.class);
        long sum = 0;
        for (int i = 0; i < orders; i++) {
            CompletableFuture<Long> total = intake.take("order-" + i, i + 1);
            sum += total.join();
        }
        return sum;
    }
}
