package dev.nilometer.store.send;

import dev.nilometer.store.copy.CopyRows;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a group adds to the hour ledger: rows, and records inside sketch rows, by UTC hour. Not thread-safe. */
final class HourSums {
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Map<Long, long[]> byHour = new TreeMap<>();

    /** Adds what will be stored of these rows; late ones are in no ledger. */
    void add(CopyRows rows) {
        if (rows.target().isLate()) {
            return;
        }
        int column = rows.target().isSketches() ? 1 : 0;
        long hour = 0;
        long[] sums = null;
        for (int row = 0; row < rows.size(); row++) {
            long rowsHour = Math.floorDiv(rows.atMicros(row), HOUR_MICROS);
            if (sums == null || rowsHour != hour) {
                hour = rowsHour;
                sums = byHour.computeIfAbsent(hour, h -> new long[2]);
            }
            sums[column] += rows.isLeftOut(row) ? 0 : rows.records(row);
        }
    }

    /** Starts of the hours, ISO 8601. */
    Object[] starts() {
        return byHour.keySet().stream()
                .map(hour -> Instant.ofEpochSecond(hour * 3600).toString())
                .toArray();
    }

    /** Rows, in the order of the hours. */
    Object[] rows() {
        return byHour.values().stream().map(sums -> sums[0]).toArray();
    }

    /** Records inside sketch rows, in the order of the hours. */
    Object[] sketched() {
        return byHour.values().stream().map(sums -> sums[1]).toArray();
    }
}
