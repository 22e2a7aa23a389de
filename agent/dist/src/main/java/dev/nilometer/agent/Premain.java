package dev.nilometer.agent;

import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The first step inside a foreign JVM: looks whether the agent can run here, opens the agent's own loader, and hands
 * over to {@code Agent}. Class-file 52, so that a JVM too old for the agent declines with a sentence instead of
 * aborting. Whatever goes wrong becomes one line on stderr, and the application runs as if the agent were not there.
 */
public final class Premain {
    private static final String SAY = "nilometer: ";
    private static final int OLDEST_JAVA = 11;

    private static @Nullable AgentLoader opened;

    private Premain() {}

    /** Called by the JVM on its main thread before the application's main method. */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        try {
            if (javaVersion() < OLDEST_JAVA) {
                System.err.println(SAY + "needs Java " + OLDEST_JAVA + " or newer, this is "
                        + System.getProperty("java.version") + "; the application runs without the agent");
                return;
            }
            handOver(argument, instrumentation);
        } catch (Throwable failure) {
            sayThatItFailed(failure);
        }
    }

    private static int javaVersion() {
        String version = System.getProperty("java.specification.version", "");
        if (version.startsWith("1.")) {
            return Integer.parseInt(version.substring(2));
        }
        return Integer.parseInt(version);
    }

    /** The context class loader is the agent's for as long as the agent starts, so that nothing of the host's is found. */
    private static void handOver(@Nullable String argument, Instrumentation instrumentation) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader hosts = thread.getContextClassLoader();
        AgentLoader loader = loader();
        thread.setContextClassLoader(loader);
        try {
            loader.loadClass("dev.nilometer.agent.Agent")
                    .getMethod("start", String.class, Instrumentation.class, JarFile.class)
                    .invoke(null, argument, instrumentation, loader.jar());
        } finally {
            thread.setContextClassLoader(hosts);
        }
    }

    /** The same for a second {@code -javaagent}, so that the agent behind it knows that it is there. */
    private static AgentLoader loader() throws Exception {
        AgentLoader open = opened;
        if (open == null) {
            open = AgentLoader.ofJarWith(Premain.class);
            opened = open;
        }
        return open;
    }

    private static void sayThatItFailed(Throwable failure) {
        try {
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println(SAY + "could not start (" + cause + "); the application runs without the agent");
        } catch (Throwable unsayable) {
            // not even a line: the application still has to start
        }
    }
}
