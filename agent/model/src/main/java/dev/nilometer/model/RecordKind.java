package dev.nilometer.model;

import java.util.Locale;

/** The two kinds of record, each with a balance of its own. */
public enum RecordKind {
    SAMPLE,
    EXECUTION;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The kind in SQL and the label on /metrics. */
    public String label() {
        return label;
    }
}
