package dev.nilometer.worker.schema;

import java.util.regex.Pattern;

/**
 * The name of Nilometer's schema: lower-case letters, digits and underscores, so that it means the same quoted or not.
 * Immutable.
 *
 * @param text the bare name
 */
public record SchemaName(String text) {
    private static final Pattern PLAIN = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");

    /** What the schema is called unless somebody says otherwise. */
    public static final SchemaName DEFAULT = new SchemaName("nilometer");

    /** Throws {@link IllegalArgumentException} with a sentence for people when the name cannot be used. */
    public SchemaName {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the schema's name '" + text + "' must be lower-case letters, digits and _, not begin with a digit"
                            + " or pg_, and have at most 63 characters");
        }
    }

    /** The name as SQL text. */
    public String quoted() {
        return '"' + text + '"';
    }

    @Override
    public String toString() {
        return text;
    }
}
