package dev.nilometer.worker.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers one request with JSON; a HEAD gets the headers alone. Stateless. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answer() {}

    static void json(HttpExchange exchange, int status, Map<String, ?> content) throws IOException {
        send(exchange, status, "application/json", content);
    }

    /** What went wrong, as RFC 9457 has it. */
    static void problem(HttpExchange exchange, int status, String title, String detail) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        send(exchange, status, "application/problem+json", problem);
    }

    private static void send(HttpExchange exchange, int status, String type, Map<String, ?> content)
            throws IOException {
        byte[] body = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
