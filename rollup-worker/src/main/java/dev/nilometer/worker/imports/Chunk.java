package dev.nilometer.worker.imports;

import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.SampleRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one chunk of a file become. Its ids depend on the chunk's number and the order of its lines alone.
 * One thread.
 */
final class Chunk {
    private static final int ID_BITS = 24;
    private static final long SECOND_MICROS = 1_000_000;

    private final long number;
    private final Names names;
    private final SampleRows samples = new SampleRows(1 << 10);
    private final List<ExecutionRow> executions = new ArrayList<>();
    private final Map<Note, long[]> notes = new LinkedHashMap<>();
    private long ids;
    private long bad;

    /** @param number the position of the stream once it is stored, from 1 */
    Chunk(long number, Names names) {
        this.number = number;
        this.names = names;
    }

    long number() {
        return number;
    }

    void sample(long atMicros, long value, long execution, int series) {
        samples.add(atMicros, value, execution, series);
    }

    void execution(ExecutionRow row) {
        executions.add(row);
    }

    /** An execution's id that no other line of the file has. */
    long nextId() {
        ids++;
        return number << ID_BITS | ids;
    }

    /**
     * The execution that a sample names so that its item can be found: an item note, one for each second of an item and
     * correlation, at the last of its samples. 0 when there is neither.
     */
    long note(long atMicros, Owner owner, String item, String correlation) {
        if (item.isEmpty() && correlation.isEmpty()) {
            return 0;
        }
        Note note = new Note(owner, item, correlation, Math.floorDiv(atMicros, SECOND_MICROS));
        long[] idAndLast = notes.computeIfAbsent(note, n -> new long[] {nextId(), atMicros});
        idAndLast[1] = Math.max(idAndLast[1], atMicros);
        return idAndLast[0];
    }

    SampleRows samples() {
        return samples;
    }

    /** The executions of its lines, and its notes. */
    List<ExecutionRow> executions() {
        List<ExecutionRow> all = new ArrayList<>(executions);
        notes.forEach((note, idAndLast) ->
                all.add(new ExecutionRow.Builder(idAndLast[0], names.group(note.owner, GroupKey.of("", "", false, "")))
                        .ended(idAndLast[1], 0)
                        .on(nullIfEmpty(note.item), nullIfEmpty(note.correlation), null)
                        .build()));
        return all;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A line that belongs to it could not be read. */
    void addBad() {
        bad++;
    }

    /** True when no line of the file begins in it. */
    boolean isEmpty() {
        return lines() + bad == 0;
    }

    /** Lines that could be read. */
    long lines() {
        return (long) samples.size() + executions.size();
    }

    /** What one note stands for. */
    private record Note(Owner owner, String item, String correlation, long second) {}
}
