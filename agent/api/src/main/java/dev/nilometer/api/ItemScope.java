package dev.nilometer.api;

/**
 * An item to say something about outside any execution, possibly hours later; see {@link Nilometer#forItem}.
 *
 * <p>Immutable and thread-safe; may be kept. Each method means what the method of that name in {@link Nilometer} means.
 * Without the agent there is one scope that is everybody's and does nothing.
 */
public final class ItemScope {

    static final ItemScope INERT = new ItemScope("");

    private final String itemId;

    ItemScope(String itemId) {
        this.itemId = itemId;
    }

    /** A number of tokens that a model took or gave for the item. */
    public void tokens(String model, String operation, String tokenType, long count) {
        Hooks.itemTokens(itemId, model, operation, tokenType, count);
    }

    /** Money spent on the item, in US dollars. */
    public void cost(String model, double usd) {
        Hooks.itemCost(itemId, model, usd);
    }

    /** How sure a later look at the item is, from 0 to 1. */
    public void confidence(double score) {
        Hooks.itemConfidence(itemId, score);
    }

    /** On whose behalf the item is worked on. */
    public void user(String user) {
        Hooks.itemUser(itemId, user);
    }

    /** A human stepped in. */
    public void humanIntervention() {
        Hooks.itemHumanIntervention(itemId);
    }

    /** Something happened to the item, with attributes in pairs. */
    public void event(String name, String... keyValues) {
        Hooks.itemEvent(itemId, name, keyValues);
    }

    /** One value of a series of the application's own, with labels in pairs. */
    public void value(String name, double value, String... labels) {
        Hooks.itemValue(itemId, name, value, labels);
    }

    /** Keeps a key and a value with the item. */
    public void put(String key, String value) {
        Hooks.itemPut(itemId, key, value);
    }

    /** Counts an error of the item. */
    public void error(String errorType) {
        Hooks.itemError(itemId, errorType);
    }
}
