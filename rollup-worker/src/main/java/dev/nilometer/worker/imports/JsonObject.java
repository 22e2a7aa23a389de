package dev.nilometer.worker.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a flat JSON object as texts: a number or a boolean as it is written, something nested as JSON. Stateless. */
final class JsonObject {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonObject() {}

    /** The entries of a column; none when it is empty. Entries that are null are left out. */
    static Map<String, String> of(Columns line, String column) throws BadLine {
        String text = line.text(column);
        if (text.isBlank() || text.equals("{}")) {
            return Map.of();
        }
        JsonNode node = parse(text, column);
        Map<String, String> entries = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (!value.isNull()) {
                entries.put(entry.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return entries;
    }

    private static JsonNode parse(String text, String column) throws BadLine {
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw new BadLine(column + " is no JSON object: " + Columns.shown(text));
    }
}
