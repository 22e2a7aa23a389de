package dev.nilometer.prometheus;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The port with an account of 2,000 histograms, among {@link Dawdlers} in a process of their own: how long /health takes
 * meanwhile, with how many threads and how much memory. Its main prints the figures.
 */
final class OpenPort implements AutoCloseable {
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

    private final AtomicInteger threads = new AtomicInteger();
    private final MetricsEndpoint endpoint;

    OpenPort() throws IOException {
        var account = ManySeries.of(2_000);
        endpoint = MetricsEndpoint.start(
                EndpointSettings.of("mail", "test").listen("127.0.0.1", 0).build(),
                () -> account,
                List::of,
                Operations.of(List::of, Map::of),
                this::counted,
                new Silent());
    }

    /** The least, the median, the 99th percentile and the most of so many answers, in milliseconds. */
    public static void main(String[] arguments) throws Exception {
        int each = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        try (OpenPort port = new OpenPort()) {
            port.health(200);
            long before = liveBytes();
            double[] alone = port.health(500);
            try (Crowd crowd = port.crowd(each)) {
                double[] among = port.health(1_000);
                long more = liveBytes() - before;
                System.out.printf(
                        "%d of each: /health %s ms, alone %s ms; %d threads; %,d bytes more; process load %.2f%n",
                        each,
                        Arrays.toString(quartet(among)),
                        Arrays.toString(quartet(alone)),
                        port.threads.get(),
                        more,
                        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuLoad());
            }
        }
    }

    private static double[] quartet(double[] sorted) {
        int last = sorted.length - 1;
        return new double[] {
            round(sorted[0]), round(sorted[last / 2]), round(sorted[last * 99 / 100]), round(sorted[last])
        };
    }

    private static double round(double millis) {
        return Math.round(millis * 10) / 10.0;
    }

    private static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        return heap
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    private Thread counted(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    threads.incrementAndGet();
                    try {
                        work.run();
                    } finally {
                        threads.decrementAndGet();
                    }
                },
                "nilometer-http");
        thread.setDaemon(true);
        return thread;
    }

    int threads() {
        return threads.get();
    }

    int port() {
        return endpoint.port();
    }

    /** How long each of so many answers took, sorted, in milliseconds; fails when one was not 200. */
    double[] health(int asked) throws IOException {
        double[] millis = new double[asked];
        for (int i = 0; i < asked; i++) {
            long begin = System.nanoTime();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 10_000);
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    throw new IOException("answered '" + answer + "'");
                }
            }
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    /** So many dawdlers of each kind, once all have come. */
    Crowd crowd(int each) throws IOException {
        return new Crowd(port(), each);
    }

    @Override
    public void close() {
        endpoint.close();
    }

    /** The dawdlers' process; closing ends it. */
    static final class Crowd implements AutoCloseable {
        private final Process process;

        Crowd(int port, int each) throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(
                            java,
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Dawdlers.class.getName(),
                            "" + port,
                            "" + each)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader words =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            if (!"ready".equals(words.readLine())) {
                throw new IOException("the dawdlers did not come");
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
