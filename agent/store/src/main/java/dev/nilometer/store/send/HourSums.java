package dev.nilometer.store.send;

import dev.nilometer.store.copy.CopyRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        List<String> starts = new ArrayList<>();
        for (long hour : byHour.keySet()) {
            starts.add(Instant.ofEpochSecond(hour * 3600).toString());
        }
        return starts.toArray();
    }

    /** Rows, in the order of the hours. */
    Object[] rows() {
        return column(0);
    }

    /** Records inside sketch rows, in the order of the hours. */
    Object[] sketched() {
        return column(1);
    }

    private Object[] column(int column) {
        List<Long> values = new ArrayList<>();
        for (long[] sums : byHour.values()) {
            values.add(sums[column]);
        }
        return values.toArray();
    }
}
