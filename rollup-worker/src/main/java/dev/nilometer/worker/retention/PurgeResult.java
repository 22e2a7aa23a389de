package dev.nilometer.worker.retention;

import dev.nilometer.worker.retention.PurgePlan.Reason;
import dev.nilometer.worker.text.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one purge did. Filled by its thread, then read only. */
public final class PurgeResult {
    static final PurgeResult ANOTHER_IS_AT_IT = new PurgeResult();

    private final List<String> problems = new ArrayList<>();
    private int days;
    private int early;
    private long records;
    private long bytes;
    private long facts;

    PurgeResult() {}

    void purged(KeptDay day, Reason reason, long dayRecords) {
        days++;
        early += reason == Reason.SIZE ? 1 : 0;
        records += dayRecords;
        bytes += day.bytes();
    }

    void failed(String problem) {
        problems.add(problem);
    }

    void forgot(long moreFacts) {
        facts += moreFacts;
    }

    /** Days whose rows went. */
    public int days() {
        return days;
    }

    /** Records that went with them; all of them are in history. */
    public long records() {
        return records;
    }

    /** Sentences about days that stayed though they were due; empty = all is well. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** True when it left everything to another purge that was running. */
    public boolean leftToAnother() {
        return this == ANOTHER_IS_AT_IT;
    }

    /** True when something went, stayed though it should go, or was left to another. */
    public boolean isWorthALine() {
        return days + facts > 0 || !problems.isEmpty() || leftToAnother();
    }

    /** The run in one line: {@code purged 2 days, 2400000 records, 310.4 MiB in 1.2 s}. */
    public String summary(Duration took) {
        if (leftToAnother()) {
            return "another purge is running; nothing was done";
        }
        return "purged " + Amount.of(days, "day") + ", " + Amount.of(records, "record") + ", " + Amount.ofBytes(bytes)
                + " in " + Amount.of(took)
                + (early == 0 ? "" : "; " + Amount.of(early, "day") + " early, because raw_max_bytes is reached")
                + (facts == 0 ? "" : "; forgot " + Amount.of(facts, "fact"));
    }
}
