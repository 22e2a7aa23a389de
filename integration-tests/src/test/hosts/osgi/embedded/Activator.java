package embedded;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Timed;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Works as soon as its bundle starts: 10 executions with a stage and a fact each. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        for (int i = 0; i < 10; i++) {
            handle("item-" + i);
        }
        System.out.println("embedded " + Nilometer.class.getClassLoader().equals(Activator.class.getClassLoader()));
    }

    @Override
    public void stop(BundleContext context) {}

    @Actor("embedded")
    private void handle(@ItemId String item) {
        step();
        Nilometer.tokens("model-embedded", "read", "input", 7);
    }

    @Timed(stage = "step")
    private static void step() {}
}
