package dev.nilometer.worker.rollup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of hours that were just rolled up, for the day that is merged next: its exact percentiles then need no
 * second reading. Keeps values up to a bound, 8 bytes each; what does not fit is read again. Thread-safe.
 */
final class DayValues {
    private final long maxValues;
    private final Map<Instant, Hour> hours = new HashMap<>();
    private long values;

    /** @param maxValues values kept at most */
    DayValues(long maxValues) {
        this.maxValues = maxValues;
    }

    /**
     * Keeps what an hour held.
     *
     * @param counted records of the hour, by which the day knows that it is the same ones
     * @param parts the hour's parts as days are made of them, each with its fold
     */
    synchronized void keep(Instant hour, long counted, Map<Span, HourFold> parts) {
        long more = parts.values().stream().mapToLong(HourFold::kept).sum();
        if (values + more <= maxValues && !hours.containsKey(hour)) {
            hours.put(hour, new Hour(counted, Map.copyOf(parts), more));
            values += more;
        }
    }

    /** All values of a day whose hours counted so many; null when one of them is not here. They are let go of. */
    synchronized @Nullable HourFold take(Span day, Map<Instant, Long> counted, int maxFolded) {
        List<Hour> found = new ArrayList<>();
        boolean all = true;
        for (Map.Entry<Instant, Long> wanted : counted.entrySet()) {
            Hour hour = hours.remove(wanted.getKey());
            if (hour != null) {
                values -= hour.values;
            }
            all &= hour != null && hour.counted == wanted.getValue();
            found.add(hour);
        }
        if (!all) {
            return null;
        }
        HourFold whole = new HourFold(maxFolded);
        for (Hour hour : found) {
            hour.parts.forEach((part, fold) -> {
                if (day.contains(part.start())) {
                    whole.absorb(fold);
                }
            });
        }
        return whole;
    }

    private record Hour(long counted, Map<Span, HourFold> parts, long values) {}
}
