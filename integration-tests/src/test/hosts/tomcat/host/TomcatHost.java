package host;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Deploys one web application twice and redeploys both as often as told, with requests in between: arguments are the base
 * folder, the application's folder, the number of deployments, and that of requests to each. Prints what Metaspace holds
 * after half of them and at the end, and how many class loaders of the applications are kept when all are undeployed.
 */
public final class TomcatHost {
    private static final List<String> PATHS = List.of("/one", "/two");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tomcat tomcat = new Tomcat();
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<Reference<ClassLoader>> loaders = new HashSet<>();
    private final String folder;
    private final int requests;

    private TomcatHost(String folder, int requests) {
        this.folder = folder;
        this.requests = requests;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        metaspaceBytes(); // loads what it needs before it is compared
        TomcatHost host = new TomcatHost(arguments[1], Integer.parseInt(arguments[3]));
        host.start(arguments[0]);
        host.run(Integer.parseInt(arguments[2]));
    }

    private void start(String base) throws Exception {
        tomcat.setBaseDir(base);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("maxThreads", "8");
        tomcat.getEngine().setDefaultHost(tomcat.getHost().getName());
        tomcat.start();
    }

    private void run(int deployments) throws Exception {
        for (int i = 1; i <= deployments; i++) {
            List<Context> contexts = new ArrayList<>();
            for (String path : PATHS) {
                contexts.add(deploy(path));
            }
            ask();
            if (i == deployments) {
                awaitCollected(PATHS.size());
                System.out.println("deployed " + loaders.size());
                System.in.read();
            }
            for (Context context : contexts) {
                undeploy(context);
            }
            if (i == deployments / 2) {
                System.out.println("warm");
                System.in.read();
                awaitCollected(0);
                System.out.println("metaspace early " + metaspaceBytes());
            }
        }
        awaitCollected(0);
        System.out.println("metaspace late " + metaspaceBytes());
        System.out.println("kept " + loaders.size());
        System.in.read();
        tomcat.stop();
        System.exit(0);
    }

    private Context deploy(String path) {
        Context context = tomcat.addContext(path, new File(folder).getAbsolutePath());
        Tomcat.addServlet(context, "desk", "app.Desk");
        context.addServletMappingDecoded("/desk", "desk");
        loaders.add(new PhantomReference<>(context.getLoader().getClassLoader(), collected));
        return context;
    }

    private void undeploy(Context context) throws Exception {
        context.stop();
        tomcat.getHost().removeChild(context);
    }

    private void ask() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        int port = tomcat.getConnector().getLocalPort();
        for (int i = 0; i < requests; i++) {
            for (String path : PATHS) {
                URI uri = URI.create("http://127.0.0.1:" + port + path + "/desk?item=" + i);
                answers.add(client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .thenAccept(answer -> {
                            if (answer.statusCode() != 200) {
                                System.out.println("answer " + answer.statusCode() + " " + answer.body());
                            }
                        }));
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    /** Collects garbage until no more of the applications' loaders are left than this, or patience is. */
    private void awaitCollected(int left) throws InterruptedException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (loaders.size() > left && System.nanoTime() < endNanos) {
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
