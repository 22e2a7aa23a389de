package dev.nilometer.bootstrap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model's tokens cost, as configured: with a price, reported tokens become an estimated cost as well. Set before
 * the recorder starts, read by every thread.
 */
final class Prices {
    /** 1 USD a million tokens is 1,000 nano-USD a token. */
    private static final double NANO_PER_TOKEN = 1_000;

    private static final Map<String, double[]> BY_MODEL = new ConcurrentHashMap<>();

    private Prices() {}

    /** USD a million tokens, input and output. */
    static void set(String model, double inputUsd, double outputUsd) {
        BY_MODEL.put(model, new double[] {inputUsd * NANO_PER_TOKEN, outputUsd * NANO_PER_TOKEN});
    }

    /** The estimate in nano-USD; -1 when the model has no price or the tokens are of a kind without one. */
    static long estimateNanoUsd(@Nullable String model, @Nullable String tokenType, long tokens) {
        double[] price = BY_MODEL.isEmpty() || model == null ? null : BY_MODEL.get(model);
        if (price == null || tokenType == null) {
            return -1;
        }
        switch (tokenType) {
            case "input":
            case "prompt":
                return Math.round(price[0] * tokens);
            case "output":
            case "completion":
                return Math.round(price[1] * tokens);
            default:
                return -1;
        }
    }
}
