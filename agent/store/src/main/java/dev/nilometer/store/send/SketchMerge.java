package dev.nilometer.store.send;

import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges the sketches of a group's frames: five a second and series become one. Keyed by the database's ids, since
 * several series may share its overflow id. Used for one group.
 */
final class SketchMerge {
    private final Map<Long, Map<Integer, Summary>> samples = new LinkedHashMap<>();
    private final Map<Long, Map<Integer, ExecutionSummary>> executions = new LinkedHashMap<>();

    /** Adds a sketch under the database's id; the sketch stays as it is. */
    void add(SampleSketch sketch, int seriesId) {
        samples.computeIfAbsent(sketch.fromMicros(), f -> new LinkedHashMap<>())
                .computeIfAbsent(seriesId, s -> new Summary())
                .merge(sketch.summary());
    }

    /** Adds a sketch under the database's id; the sketch stays as it is. */
    void add(ExecutionSketch sketch, int groupId) {
        executions
                .computeIfAbsent(sketch.fromMicros(), f -> new LinkedHashMap<>())
                .computeIfAbsent(groupId, g -> new ExecutionSummary())
                .merge(sketch.summary());
    }

    /** The merged ones, the database's id in the place of the number. */
    Collection<SampleSketch> sampleSketches() {
        List<SampleSketch> merged = new ArrayList<>();
        samples.forEach((from, byId) -> byId.forEach((id, summary) -> merged.add(SampleSketch.of(from, id, summary))));
        return merged;
    }

    /** The merged ones, the database's id in the place of the number. */
    Collection<ExecutionSketch> executionSketches() {
        List<ExecutionSketch> merged = new ArrayList<>();
        executions.forEach(
                (from, byId) -> byId.forEach((id, summary) -> merged.add(ExecutionSketch.of(from, id, summary))));
        return merged;
    }
}
