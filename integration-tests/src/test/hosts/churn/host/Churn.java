package host;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import second.SecondAgent;

/**
 * Loads the application's class again and again, each time by a loader of its own, runs it, has it retransformed, and
 * drops it. Arguments: the folder of the class, the API's jar, the number of loaders, that of retransformations of each,
 * the folder of the changed class.
 */
public final class Churn {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<Reference<ClassLoader>> loaders = new HashSet<>();
    private final URL[] places;
    private final int retransformations;

    private Churn(URL[] places, int retransformations) {
        this.places = places;
        this.retransformations = retransformations;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        metaspaceBytes(); // loads what it needs before it is compared
        URL[] places = {Path.of(arguments[0]).toUri().toURL(), Path.of(arguments[1]).toUri().toURL()};
        Churn churn = new Churn(places, Integer.parseInt(arguments[3]));
        int rounds = Integer.parseInt(arguments[2]);
        churn.run(rounds / 2);
        System.out.println("warm");
        System.in.read();
        churn.awaitCollected();
        System.out.println("metaspace early " + metaspaceBytes());
        churn.run(rounds - rounds / 2);
        churn.awaitCollected();
        System.out.println("metaspace late " + metaspaceBytes());
        System.out.println("kept " + churn.loaders.size());
        redefine(new URLClassLoader(places, ClassLoader.getPlatformClassLoader()), Files.readAllBytes(Path.of(arguments[4], "app/Work.class")));
        System.out.println("redefined");
        System.in.read();
    }

    private void run(int rounds) throws Exception {
        Instrumentation instrumentation = SecondAgent.instrumentation;
        for (int i = 0; i < rounds; i++) {
            URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
            loaders.add(new PhantomReference<>(loader, collected));
            Class<?> work = loader.loadClass("app.Work");
            Runnable instance = (Runnable) work.getConstructor().newInstance();
            instance.run();
            for (int r = 0; r < retransformations; r++) {
                instrumentation.retransformClasses(work);
            }
            instance.run();
            loader.close();
        }
    }

    /** Once with the class file that the second agent was shown, and once with that of the changed source. */
    private static void redefine(ClassLoader loader, byte[] changed) throws Exception {
        Class<?> work = loader.loadClass("app.Work");
        Runnable instance = (Runnable) work.getConstructor().newInstance();
        Instrumentation instrumentation = SecondAgent.instrumentation;
        instrumentation.redefineClasses(new ClassDefinition(work, SecondAgent.SEEN.get("app/Work")));
        instance.run();
        instrumentation.retransformClasses(work);
        instance.run();
        // Last: a JDK 17 takes it back at the next retransformation, with whatever agents.
        instrumentation.redefineClasses(new ClassDefinition(work, changed));
        instance.run();
    }

    private void awaitCollected() throws InterruptedException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!loaders.isEmpty() && System.nanoTime() < endNanos) {
            System.gc();
            for (Reference<?> gone = collected.remove(200); gone != null; gone = collected.poll()) {
                loaders.remove(gone);
            }
        }
    }

    private static long metaspaceBytes() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed();
            }
        }
        throw new IllegalStateException("no pool called Metaspace");
    }
}
