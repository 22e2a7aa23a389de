package dev.nilometer.prometheus;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.nilometer.model.Account;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What a scrape of 2,000 histograms costs, and what 50 at once do. Not a test: run its main from an IDE, or with the
 * module's test class path. Prints one line a figure.
 */
final class ScrapeBenchmark {
    private static final int SERIES = 2_000;
    private static final int ROUNDS = 40;
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    private static final AtomicLong ACCOUNTS = new AtomicLong();

    private ScrapeBenchmark() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Account account = ManySeries.of(SERIES);
        try (MetricsEndpoint endpoint = MetricsEndpoint.start(
                EndpointSettings.of("mail", "production").listen("127.0.0.1", 0).build(),
                () -> {
                    ACCOUNTS.incrementAndGet();
                    return account;
                },
                List::of,
                Operations.of(List::of, Map::of),
                ScrapeBenchmark::counting,
                new Silent())) {
            URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + "/metrics");
            for (String accept : List.of("text/plain", "application/openmetrics-text", PROTOBUF)) {
                for (String encoding : List.of("identity", "gzip")) {
                    one(uri, accept, encoding);
                }
                together(uri, accept, 1);
                together(uri, accept, 50);
            }
        }
    }

    private static Thread counting(Runnable work) {
        Thread thread = new Thread(work, "nilometer-http");
        thread.setDaemon(true);
        return thread;
    }

    private static HttpRequest request(URI uri, String accept, String encoding) {
        return HttpRequest.newBuilder(uri)
                .header("Accept", accept)
                .header("Accept-Encoding", encoding)
                .build();
    }

    private static void one(URI uri, String accept, String encoding) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = request(uri, accept, encoding);
        long[] millis = new long[ROUNDS];
        long bytes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            bytes = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body()
                    .length;
            millis[i] = (System.nanoTime() - begin) / 1_000_000;
        }
        long first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "%s %s: %,d bytes, %d ms median, %d ms slowest, %d ms first, %,d bytes allocated by the server%n",
                accept, encoding, bytes, millis[ROUNDS / 2], millis[ROUNDS - 1], first, allocated(accept));
    }

    private static long allocated(String accept) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Account account = ManySeries.of(SERIES);
        ScrapeCollector collector =
                new ScrapeCollector(EndpointSettings.of("mail", "production").build(), () -> account, List::of);
        ExpositionFormatWriter writer = ScrapePage.formats().findWriter(accept);
        ScrapeBody.of(collector.collect(ScrapePage.detailOf(writer)), writer);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        ScrapeBody.of(collector.collect(ScrapePage.detailOf(writer)), writer);
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static void together(URI uri, String accept, int clients) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = request(uri, accept, "gzip");
        long[] cpu = new long[10];
        long accounts = 0;
        for (int i = 0; i < cpu.length; i++) {
            long before = system.getProcessCpuTime();
            long accountsBefore = ACCOUNTS.get();
            List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, clients)
                    .mapToObj(n -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                    .toList();
            answers.forEach(CompletableFuture::join);
            cpu[i] = (system.getProcessCpuTime() - before) / 1_000_000;
            accounts = ACCOUNTS.get() - accountsBefore;
        }
        Arrays.sort(cpu);
        System.out.printf(
                "%s, %d at once: %d ms of CPU with the client's (median), written %d times%n",
                accept, clients, cpu[cpu.length / 2], accounts);
    }
}
