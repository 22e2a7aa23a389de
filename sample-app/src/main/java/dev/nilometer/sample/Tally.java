package dev.nilometer.sample;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the pipeline counts itself, to be compared with what the agent counted. Thread-safe. */
final class Tally {

    private final Map<Kind, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void add(Kind kind, String name, long n) {
        counts.computeIfAbsent(kind, k -> new ConcurrentHashMap<>())
                .computeIfAbsent(name, k -> new LongAdder())
                .add(n);
    }

    void failed(Exception failure) {
        add(Kind.ERROR, failure.getClass().getSimpleName(), 1);
    }

    void decided(Triage triage) {
        Decision decision = triage.decision();
        add(Kind.DECISION, decision.route().toString(), 1);
        add(Kind.CONFIDENCE, decision.opinion().bucket().toString(), 1);
        if (!Labels.of(triage.mail()).isEmpty()) {
            boolean mistaken = Labels.contradict(triage.mail(), decision.opinion());
            add(Kind.VERDICT, decision.opinion().bucket() + (mistaken ? " wrong" : " right"), 1);
        }
        add(Kind.ESTIMATE, "input tokens", triage.estimate().inputTokens());
        add(Kind.ESTIMATE, "output tokens", triage.estimate().outputTokens());
        add(Kind.ESTIMATE, "nano USD", triage.estimate().nanoUsd());
    }

    void reviewed(boolean confirmed) {
        add(Kind.REVIEW, confirmed ? "confirmed" : "overturned", 1);
    }

    /** By name, in its order; exact once all threads that add have ended. */
    Map<String, Long> of(Kind kind) {
        Map<String, Long> sums = new TreeMap<>();
        counts.getOrDefault(kind, Map.of()).forEach((name, sum) -> sums.put(name, sum.sum()));
        return sums;
    }

    long sum(Kind kind) {
        return of(kind).values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is counted. */
    enum Kind {
        DECISION,
        CONFIDENCE,
        VERDICT,
        REVIEW,
        ESTIMATE,
        ERROR
    }
}
