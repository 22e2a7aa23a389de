package dev.nilometer.model;

import java.util.Locale;

/** Why a record reached neither a row nor a sketch row. Every loss has its reason, and every reason a sentence. */
public enum DropReason {
    INVALID("a negative, infinite or undefined value"),
    CELLS_FULL("lane, fold table and shared cells were all full: the drain did not run for long"),
    HEAP_FULL("the host's heap was exhausted at the moment when the agent took the record"),
    SPOOL_FULL("the spool was full or its disk gone, and the memory bound was reached"),
    GAP("frames that the database was told to do without: lost with their disk, or too old"),
    FUTURE("an instant later than the database accepts"),
    REJECTED("the database refused the row alone; see rejected_rows");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String sentence;

    DropReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in SQL and the label on /metrics. */
    public String label() {
        return label;
    }

    /** What happened, for docs and operators. */
    public String sentence() {
        return sentence;
    }
}
