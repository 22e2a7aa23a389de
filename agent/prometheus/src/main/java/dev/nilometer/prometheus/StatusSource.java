package dev.nilometer.prometheus;

import java.util.Map;

/** What /v1/status shows. Called by nilometer-http threads; must not wait for anything. */
@FunctionalInterface
public interface StatusSource {
    /**
     * Maps, lists, texts, numbers, booleans and nulls, in the order in which they shall be read. Never a secret.
     */
    Map<String, ?> status();
}
