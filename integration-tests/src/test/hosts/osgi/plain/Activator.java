package plain;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Knows nothing of the agent, and can find nothing of it that was not put into java.lang. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        System.out.println("plain " + isVisible("dev.nilometer.agent.Premain") + " " + isVisible("dev.nilometer.api.Nilometer"));
    }

    @Override
    public void stop(BundleContext context) {}

    private static boolean isVisible(String name) {
        try {
            Class.forName(name, false, Activator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException notVisible) {
            return false;
        }
    }
}
