package dev.nilometer.prometheus;

import com.sun.net.httpserver.Headers;
import dev.nilometer.http.SocketExchange;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * /metrics: text, OpenMetrics or protobuf as the client's Accept says, packed if it wants so. The Prometheus client
 * chooses and writes the format; the listener sends it. Safe from every thread.
 */
final class ScrapePage {
    private final ExpositionFormats formats = formats();
    private final SharedScrapes scrapes = new SharedScrapes();
    private final ScrapeCollector collector;

    ScrapePage(ScrapeCollector collector) {
        this.collector = collector;
    }

    /** With settings of our own: the host's io.prometheus.* properties are for the host's client. */
    static ExpositionFormats formats() {
        return ExpositionFormats.init(PrometheusProperties.builder().build());
    }

    /** Has it answered by that thread, later, together with all who ask until then. */
    void ask(SocketExchange exchange, Executor thread) {
        ExpositionFormatWriter writer = writer(joined(exchange.getRequestHeaders(), "Accept"));
        scrapes.ask(
                writer.getContentType(), () -> write(writer), thread, (body, reason) -> answer(exchange, body, reason));
    }

    private ExpositionFormatWriter writer(@Nullable String accept) {
        try {
            return formats.findWriter(accept);
        } catch (RuntimeException noSuchHeader) {
            return formats.findWriter(null);
        }
    }

    private static void answer(SocketExchange exchange, @Nullable ScrapeBody body, @Nullable Exception reason) {
        try {
            if (body == null) {
                Pages.fail(exchange, reason);
            } else {
                answer(exchange, body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            exchange.close();
        }
    }

    private static void answer(SocketExchange exchange, ScrapeBody body) throws IOException {
        boolean compressed = wantsGzip(joined(exchange.getRequestHeaders(), "Accept-Encoding"));
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", body.contentType());
        headers.set("Vary", "Accept, Accept-Encoding");
        if (compressed) {
            headers.set("Content-Encoding", "gzip");
        }
        if ("HEAD".equals(exchange.getRequestMethod())) {
            headers.set("Content-Length", Long.toString(body.length(compressed)));
            exchange.sendResponseHeaders(200, SocketExchange.NO_BODY);
        } else {
            exchange.sendResponseHeaders(200, body.length(compressed));
            exchange.body(body.stream(compressed));
        }
    }

    private ScrapeBody write(ExpositionFormatWriter writer) throws IOException {
        return ScrapeBody.of(collector.collect(detailOf(writer)), writer);
    }

    /** What this format can carry. */
    static ScrapeCollector.Detail detailOf(ExpositionFormatWriter writer) {
        if (writer instanceof PrometheusProtobufWriter) {
            return ScrapeCollector.Detail.NATIVE;
        }
        return writer instanceof OpenMetricsTextFormatWriter
                ? ScrapeCollector.Detail.EXEMPLARS
                : ScrapeCollector.Detail.CLASSIC;
    }

    private static @Nullable String joined(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(",", values);
    }

    /** True when gzip is named, and not only to be refused: {@code gzip;q=0}. */
    private static boolean wantsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String encoding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = encoding.trim().split("\\s*;\\s*");
            boolean refused = parts.length > 1 && parts[1].matches("q\\s*=\\s*0(\\.0*)?");
            if ("gzip".equals(parts[0]) && !refused) {
                return true;
            }
        }
        return false;
    }
}
