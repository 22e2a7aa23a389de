package dev.nilometer.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One execution that keeps its own row, all texts cleaned and bounded. Immutable; made by its {@link Builder}. */
public final class ExecutionRow {
    /** {@link #waitNanos} of an execution whose item's enqueue time is not known. */
    public static final long NO_WAIT = -1;

    private final Builder from;
    private final Map<String, String> metadata;

    private ExecutionRow(Builder from) {
        this.from = from;
        this.metadata = Collections.unmodifiableMap(from.metadata);
    }

    /** Its end, microseconds since 1970 UTC. */
    public long atMicros() {
        return from.atMicros;
    }

    /** From start to end, ns. */
    public long latencyNanos() {
        return from.latencyNanos;
    }

    /** How long its item waited, ns; {@link #NO_WAIT} when not known. */
    public long waitNanos() {
        return from.waitNanos;
    }

    /** Its number: ascending in time inside a stream. */
    public long id() {
        return from.id;
    }

    /** The execution it ran inside of; 0 for none. */
    public long parentId() {
        return from.parentId;
    }

    /** Its group's number in the {@link Dictionary}. */
    public int group() {
        return from.group;
    }

    /** Tokens reported inside it. */
    public long tokens() {
        return from.tokens;
    }

    /** Cost reported or estimated inside it, nano-USD. */
    public long costNanoUsd() {
        return from.costNanoUsd;
    }

    /** The item it worked on. */
    public @Nullable String itemId() {
        return from.itemId;
    }

    /** 32 hex digits when generated, else the application's own. */
    public @Nullable String correlationId() {
        return from.correlationId;
    }

    /** For whom it ran. */
    public @Nullable String userId() {
        return from.userId;
    }

    /** True when a human had to step in. */
    public boolean humanIntervention() {
        return from.humanIntervention;
    }

    /** 1 for the first delivery. */
    public int attempt() {
        return from.attempt;
    }

    /** How many of its stages kept rows. */
    public int stagesKept() {
        return from.stagesKept;
    }

    /** What the error said. */
    public @Nullable String errorMessage() {
        return from.errorMessage;
    }

    /** What the application put beside it; unmodifiable, flat, in the order of the keys. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Collects the fields of one row; each is cleaned as it is set. Not thread-safe; build once. */
    public static final class Builder {
        private final long id;
        private final int group;
        private long atMicros;
        private long latencyNanos;
        private long waitNanos = NO_WAIT;
        private long parentId;
        private long tokens;
        private long costNanoUsd;
        private @Nullable String itemId;
        private @Nullable String correlationId;
        private @Nullable String userId;
        private boolean humanIntervention;
        private int attempt = 1;
        private int stagesKept;
        private @Nullable String errorMessage;
        private int metadataChars;
        private final Map<String, String> metadata = new TreeMap<>();

        /** A row with this number, in this group of the {@link Dictionary}. */
        public Builder(long id, int group) {
            this.id = id;
            this.group = group;
        }

        /** Its end and its duration. */
        public Builder ended(long atMicros, long latencyNanos) {
            this.atMicros = atMicros;
            this.latencyNanos = latencyNanos;
            return this;
        }

        /** Its wait in ns, or {@link #NO_WAIT}. */
        public Builder waited(long waitNanos) {
            this.waitNanos = waitNanos;
            return this;
        }

        /** The execution it ran inside of; 0 for none. */
        public Builder parent(long parentId) {
            this.parentId = parentId;
            return this;
        }

        /** What it used. */
        public Builder used(long tokens, long costNanoUsd) {
            this.tokens = tokens;
            this.costNanoUsd = costNanoUsd;
            return this;
        }

        /** Whom and what it was for. */
        public Builder on(@Nullable String itemId, @Nullable String correlationId, @Nullable String userId) {
            this.itemId = itemId == null ? null : CleanText.id(itemId);
            this.correlationId = correlationId == null ? null : CleanText.id(correlationId);
            this.userId = userId == null ? null : CleanText.id(userId);
            return this;
        }

        /** A human had to step in. */
        public Builder humanIntervention(boolean humanIntervention) {
            this.humanIntervention = humanIntervention;
            return this;
        }

        /** Which delivery this was, from 1. */
        public Builder attempt(int attempt) {
            this.attempt = attempt;
            return this;
        }

        /** How many of its stages kept rows. */
        public Builder stagesKept(int stagesKept) {
            this.stagesKept = stagesKept;
            return this;
        }

        /** What the error said. */
        public Builder error(@Nullable String message) {
            this.errorMessage = message == null ? null : CleanText.message(message);
            return this;
        }

        /** One entry of metadata; entries beyond {@link CleanText#METADATA_CHARS} in all are left out. */
        public Builder put(String key, String value) {
            String safeKey = CleanText.label(key);
            int room = CleanText.METADATA_CHARS - metadataChars - safeKey.length();
            if (room > 0) {
                String safeValue = CleanText.clean(value, room);
                metadata.put(safeKey, safeValue);
                metadataChars += safeKey.length() + safeValue.length();
            }
            return this;
        }

        /** The row. The builder is used up. */
        public ExecutionRow build() {
            return new ExecutionRow(this);
        }
    }
}
