package host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Starts Felix as it comes, with the bundles of its arguments; the first argument is the folder for its cache. */
public final class FelixHost {
    private FelixHost() {}

    /** See the class; ends at a line on stdin. */
    public static void main(String[] arguments) throws Exception {
        Framework felix = new org.apache.felix.framework.FrameworkFactory()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, arguments[0]));
        felix.start();
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            bundles.add(felix.getBundleContext()
                    .installBundle(Path.of(arguments[i]).toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        System.out.println("started " + bundles.size());
        System.in.read();
        felix.stop();
        felix.waitForStop(0);
        System.out.println("stopped");
    }
}
