package dev.nilometer.it.deploy;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;

/** Starts the built worker beside a test's database: {@code serve}, on a port of the test's own. Stateless. */
public final class ServingWorker {
    private ServingWorker() {}

    /** Waits until it answers. */
    public static HostJvm start(Database database, int port, String... arguments) {
        HostJvm.Builder worker = HostJvm.runningJar(BuiltJars.worker())
                .argument("serve")
                .argument("--db-url")
                .argument(database.url())
                .argument("--db-user")
                .argument("postgres")
                .argument("--port")
                .argument(port);
        for (String argument : arguments) {
            worker.argument(argument);
        }
        HostJvm started = worker.start();
        started.awaitOut("serving ");
        return started;
    }
}
