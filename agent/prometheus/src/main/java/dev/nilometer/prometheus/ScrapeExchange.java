package dev.nilometer.prometheus;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows one HTTP exchange to the Prometheus client's scrape handler. Unlike the client's own adapter it writes no
 * stack trace to the caller and never touches java.util.logging: what goes wrong is thrown on, and the endpoint answers
 * with a sentence. Used by one thread.
 */
final class ScrapeExchange implements PrometheusHttpExchange {
    private final HttpExchange exchange;

    ScrapeExchange(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public PrometheusHttpRequest getRequest() {
        return new Request();
    }

    @Override
    public PrometheusHttpResponse getResponse() {
        return new Response();
    }

    @Override
    public void handleException(IOException e) throws IOException {
        throw e;
    }

    @Override
    public void handleException(RuntimeException e) {
        throw e;
    }

    /** The endpoint closes the exchange itself. */
    @Override
    public void close() {}

    private boolean isHead() {
        return "HEAD".equals(exchange.getRequestMethod());
    }

    /** The request side. */
    private final class Request implements PrometheusHttpRequest {
        @Override
        public @Nullable String getQueryString() {
            return exchange.getRequestURI().getRawQuery();
        }

        /** A HEAD is never compressed: the client would write the compressed body to it. */
        @Override
        public Enumeration<String> getHeaders(String name) {
            List<String> values = exchange.getRequestHeaders().get(name);
            boolean hidden = values == null || (isHead() && "Accept-Encoding".equalsIgnoreCase(name));
            return hidden ? Collections.emptyEnumeration() : Collections.enumeration(values);
        }

        @Override
        public String getMethod() {
            return exchange.getRequestMethod();
        }

        @Override
        public String getRequestPath() {
            return exchange.getRequestURI().getPath();
        }
    }

    /** The response side. */
    private final class Response implements PrometheusHttpResponse {
        @Override
        public void setHeader(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        @Override
        public OutputStream sendHeadersAndGetBody(int status, int contentLength) throws IOException {
            exchange.sendResponseHeaders(status, isHead() ? -1 : contentLength);
            return isHead() ? OutputStream.nullOutputStream() : exchange.getResponseBody();
        }
    }
}
