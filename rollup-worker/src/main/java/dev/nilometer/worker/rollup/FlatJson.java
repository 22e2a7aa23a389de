package dev.nilometer.worker.rollup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON objects without another one inside, token by token: binding them to classes would load four hundred of Jackson's,
 * a fifth of the time of a run that has nothing to do. Stateless.
 */
final class FlatJson {
    private static final JsonFactory JSON = new JsonFactory();

    private FlatJson() {}

    /** An object of texts, sorted by key. */
    static Map<String, String> texts(String json) throws SQLException {
        return read(json, JsonParser::getText);
    }

    /** An object of whole numbers, sorted by key. */
    static Map<String, Long> numbers(String json) throws SQLException {
        return read(json, JsonParser::getLongValue);
    }

    private static <V> Map<String, V> read(String json, Value<V> value) throws SQLException {
        Map<String, V> entries = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                object = parser.nextToken().isScalarValue();
                entries.put(key, value.of(parser));
            }
            if (object && parser.currentToken() == JsonToken.END_OBJECT) {
                return entries;
            }
        } catch (IOException e) {
            throw new SQLException("no flat JSON object: " + json, e);
        }
        throw new SQLException("no flat JSON object: " + json);
    }

    /** Numbers as an object, in the map's order. */
    static String of(Map<String, Long> numbers) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.writeStartObject();
            for (Map.Entry<String, Long> number : numbers.entrySet()) {
                generator.writeNumberField(number.getKey(), number.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    /** Takes the value that the parser stands at. */
    @FunctionalInterface
    private interface Value<V> {
        V of(JsonParser parser) throws IOException;
    }
}
