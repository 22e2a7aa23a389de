package dev.nilometer.worker.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** A cron expression in a zone. A run that was missed is due until one has started since. Immutable. */
public final class Schedule {
    private final ExecutionTime times;
    private final ZoneId zone;

    private Schedule(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /** Throws {@link IllegalArgumentException} with what is wrong. */
    public static Schedule parse(String expression, ZoneId zone) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        try {
            return new Schedule(ExecutionTime.forCron(parser.parse(expression)), zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is no schedule like '30 1 * * *': minute, hour, day, month, weekday", e);
        }
    }

    /** The last planned instant up to now; null when there was none. */
    public @Nullable Instant plannedBefore(Instant now) {
        ZonedDateTime after = now.plusSeconds(1).atZone(zone);
        return times.lastExecution(after).map(ZonedDateTime::toInstant).orElse(null);
    }

    /**
     * Whether a run should start.
     *
     * @param lastStart when one last started that ended well; null for never
     */
    public boolean isDue(@Nullable Instant lastStart, Instant now) {
        Instant planned = plannedBefore(now);
        return planned != null && (lastStart == null || lastStart.isBefore(planned));
    }
}
