package dev.nilometer.sample;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a model's tokens would cost, in US dollars per million. Immutable.
 *
 * @param model as its vendor names it
 */
record PriceTable(String model, BigDecimal input, BigDecimal output) {

    private static final String DEFAULTS = "/prices.properties";

    /** From a properties file with the keys model, input and output; null for the table inside this jar. */
    static PriceTable read(@Nullable Path file) throws IOException {
        Properties prices = new Properties();
        try (InputStream in = file == null ? bundled() : Files.newInputStream(file)) {
            prices.load(in);
            return new PriceTable(text(prices, "model"), number(prices, "input"), number(prices, "output"));
        } catch (IllegalArgumentException e) {
            throw new IOException("The price table " + file + " is not usable: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new IOException("The price table " + file + " cannot be read.", e);
        }
    }

    private static InputStream bundled() {
        return Objects.requireNonNull(PriceTable.class.getResourceAsStream(DEFAULTS), DEFAULTS);
    }

    private static String text(Properties prices, String key) {
        String value = prices.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the key " + key + " is missing");
        }
        return value;
    }

    private static BigDecimal number(Properties prices, String key) {
        String value = text(prices, key);
        if (!value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw new IllegalArgumentException(key + "=" + value + " is not a price");
        }
        return new BigDecimal(value);
    }

    /** Billionths of a dollar, an estimate. */
    long estimateNanoUsd(long inputTokens, long outputTokens) {
        BigDecimal perMillion =
                input.multiply(BigDecimal.valueOf(inputTokens)).add(output.multiply(BigDecimal.valueOf(outputTokens)));
        return perMillion.movePointRight(3).longValue();
    }
}
