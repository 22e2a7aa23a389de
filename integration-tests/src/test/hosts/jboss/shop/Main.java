package shop;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Timed;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Works, says who manages its logs, and ends at a line on stdin. */
public final class Main {
    private Main() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 10; i++) {
            handle("item-" + i);
        }
        Class<?> manager = LogManager.getLogManager().getClass();
        System.out.println("logs " + manager.getName() + " of " + manager.getClassLoader().getName());
        System.out.println("logger " + Logger.getLogger("shop").getClass().getName());
        System.in.read();
        Logger.getLogger("shop").info("last words");
    }

    @Actor("shop")
    private static void handle(@ItemId String item) {
        step();
        Nilometer.tokens("model", "read", "input", 7);
    }

    @Timed(stage = "step")
    private static void step() {}
}
