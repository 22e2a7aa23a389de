package dev.nilometer.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as a Markdown table: a line for each benchmark, a column for each JDK and number of threads. One thread. */
final class Table {
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Map<String, Cell>> lines = new LinkedHashMap<>();

    void add(String column, Collection<RunResult> results) {
        columns.add(column);
        for (RunResult result : results) {
            Cell cell = Cell.of(result);
            lines.computeIfAbsent(result.getPrimaryResult().getLabel(), name -> new LinkedHashMap<>())
                    .put(column, cell);
            System.out.println("  " + result.getPrimaryResult().getLabel() + ": " + cell);
        }
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("\nns a call (error), bytes a call; over the floor in the same column\n\n| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        lines.forEach((name, cells) -> {
            text.append("| ").append(name).append(" |");
            for (String column : columns) {
                text.append(' ')
                        .append(withDifference(name, column, cells.get(column)))
                        .append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private String withDifference(String name, String column, @Nullable Cell cell) {
        String floorName = name.startsWith("paced") ? "pacedTwoClockReads" : "twoClockReads";
        Map<String, Cell> floors = lines.get(floorName);
        Cell floor = floors == null ? null : floors.get(column);
        if (cell == null) {
            return "";
        }
        boolean isFloor = name.equals(floorName) || name.equals("bare");
        return floor == null || isFloor
                ? cell.toString()
                : String.format(Locale.ROOT, "%s **%+.1f**", cell, cell.nanos - floor.nanos);
    }

    /** One benchmark under one JDK. Immutable. */
    private static final class Cell {
        private final double nanos;
        private final double error;
        private final double bytes;

        private Cell(double nanos, double error, double bytes) {
            this.nanos = nanos;
            this.error = error;
            this.bytes = bytes;
        }

        @SuppressWarnings("rawtypes") // as JMH gives them
        static Cell of(RunResult result) {
            Map<String, Result> more = result.getSecondaryResults();
            double bytes = score(more, "gc.alloc.rate.norm");
            double calls = score(more, "calls");
            if (calls > 0) {
                return new Cell(score(more, "callNanos") / calls, Double.NaN, bytes);
            }
            Result primary = result.getPrimaryResult();
            return new Cell(primary.getScore(), primary.getScoreError(), bytes);
        }

        @SuppressWarnings("rawtypes") // as JMH gives them
        private static double score(Map<String, Result> results, String name) {
            Result found = results.get(name);
            return found == null ? Double.NaN : found.getScore();
        }

        @Override
        public String toString() {
            String spread = Double.isNaN(error) ? "" : String.format(Locale.ROOT, " (%.1f)", error);
            return String.format(Locale.ROOT, "%.1f%s, %.0f B", nanos, spread, bytes);
        }
    }
}
