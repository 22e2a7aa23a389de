package dev.nilometer.core.budget;

import dev.nilometer.bootstrap.SlotSink;
import dev.nilometer.bootstrap.Valve;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.series.MinuteLimit;
import dev.nilometer.core.series.RowShare;
import dev.nilometer.core.series.Series;
import dev.nilometer.core.series.SeriesTable;

/**
 * The row budget of this JVM. 0: everything is sketched; unlimited: every record is a row unless its lane was full;
 * between them see the package. Belongs to nilometer-drain, but for {@link #setShare} and {@link #shed}.
 */
public final class RowBudget {
    /** A closed valve through which errors still come. */
    static final long ERRORS_ONLY = Long.MAX_VALUE - 1;

    private static final double RESERVE = 0.2;
    private static final long ROUND_NANOS = 100_000_000;

    private final long own;
    private final SeriesTable series;
    private final TokenBucket main = new TokenBucket(0);
    private final TokenBucket reserve = new TokenBucket(0);
    private final ExecutionGrants grants = new ExecutionGrants();
    private volatile long share = DrainSettings.UNLIMITED;
    private volatile boolean shedding;
    private long limit = -1;
    private long lastPassNanos;
    private long lastRoundNanos;
    private double level = Double.POSITIVE_INFINITY;

    /**
     * A budget.
     *
     * @param rowsPerSecond 0 to {@link DrainSettings#UNLIMITED}
     */
    public RowBudget(long rowsPerSecond, SeriesTable series, long nowNanos) {
        this.own = Math.max(0, rowsPerSecond);
        this.series = series;
        this.lastPassNanos = nowNanos;
        this.lastRoundNanos = nowNanos;
        adoptLimit();
    }

    /** The database's share for this JVM, rows a second, or {@link DrainSettings#UNLIMITED}; from any thread. */
    public void setShare(long rowsPerSecond) {
        share = Math.max(0, rowsPerSecond);
    }

    /** With true no record becomes a row, errors included, until false is said; from any thread. */
    public void shed(boolean sheds) {
        shedding = sheds;
    }

    /** Rows a second in force. */
    public long limit() {
        return limit;
    }

    /** True when what is slow matters: between 0 and unlimited. */
    public boolean isLimited() {
        return limit > 0 && limit < DrainSettings.UNLIMITED;
    }

    /** A pass of the drain begins. */
    public void begin(long nowNanos) {
        if (inForce() != limit) {
            adoptLimit();
        }
        double seconds = Math.max(0, nowNanos - lastPassNanos) / 1e9;
        lastPassNanos = nowNanos;
        if (isLimited()) {
            main.fill(seconds);
            reserve.fill(seconds);
            grants.fill(seconds);
        }
    }

    private long inForce() {
        return shedding ? 0 : Math.min(own, share);
    }

    private void adoptLimit() {
        limit = inForce();
        double rate = isLimited() ? limit : 0;
        main.rate(rate * (1 - RESERVE));
        reserve.rate(rate * RESERVE);
        // Full at the start: nothing has been used in the second before it.
        main.fill(1);
        reserve.fill(1);
        Valve.setInitial(limit == 0 ? Valve.NONE : Valve.EVERY);
        if (isLimited()) {
            grants.restart(main.rate());
            grants.renew(main.tokens());
        } else {
            Valve.grantExecutions(limit == 0 ? 0 : Valve.UNLIMITED);
        }
        for (int number = 1; number <= series.size(); number++) {
            set(series.at(number), limit == 0 ? Valve.NONE : Valve.EVERY);
        }
    }

    /** Whether a sample becomes a row; flags as in {@link SlotSink}. */
    public boolean keepsSample(Series of, int flags, long value) {
        if (!isLimited()) {
            return limit != 0;
        }
        if ((flags & SlotSink.KEPT) != 0) {
            return keepsStage();
        }
        if ((flags & SlotSink.NOTE) != 0) {
            return keepsNote();
        }
        RowShare fair = of.share;
        if (!fair.outside) {
            fair.outside = true;
            fair.credit = Math.max(1, Math.min(level, main.rate()));
        }
        fair.seen++;
        if (fair.credit >= 1 && main.take()) {
            fair.credit--;
            return true;
        }
        set(of, closed(of));
        boolean special = isSpecial(of, flags, value);
        // Executions have the first half of the reserve for themselves.
        return special && reserve.tokens() > reserve.rate() / 2 && reserve.take();
    }

    private static boolean isSpecial(Series of, int flags, long value) {
        MinuteLimit slow = of.slow();
        return (flags & SlotSink.FAILED) != 0 || (slow != null && value > slow.limit());
    }

    /** A kept execution's stage is a row, unless it alone has overdrawn the budget by ten seconds. */
    private boolean keepsStage() {
        if (main.tokens() < -10 * main.rate() - 10) {
            return false;
        }
        main.charge(1);
        grants.used(1);
        return true;
    }

    /** Samples of this series were folded by their callers; those of folded executions ask for nothing. */
    public void folded(Series of, long count) {
        if (of.share.outside) {
            of.share.seen += count;
        }
    }

    /**
     * Whether an execution becomes a row.
     *
     * @param kept granted at its start
     * @param special failed or slow: has the reserve
     */
    public boolean keepsExecution(boolean kept, boolean special) {
        if (!isLimited()) {
            return limit != 0;
        }
        if (kept) {
            main.charge(1);
            grants.ended(1);
            return true;
        }
        return special && reserve.take();
    }

    /**
     * Whether a note about an item outside any execution, or the sample that holds its words, becomes a row: its worth is
     * what it says, so it has the reserve, and the rest of the budget after it.
     */
    public boolean keepsNote() {
        if (!isLimited()) {
            return limit != 0;
        }
        return reserve.take() || main.take();
    }

    /** A pass of the drain ends: the valve is set for what comes until the next one. */
    public void end(long nowNanos) {
        if (!isLimited()) {
            return;
        }
        grants.renew(main.tokens());
        double seconds = (nowNanos - lastRoundNanos) / 1e9;
        if (nowNanos - lastRoundNanos >= ROUND_NANOS) {
            lastRoundNanos = nowNanos;
            newRound(seconds);
        }
    }

    private void newRound(double seconds) {
        double[] demands = new double[series.size()];
        double sampleDemand = 0;
        for (int i = 0; i < demands.length; i++) {
            demands[i] = measure(series.at(i + 1).share, seconds);
            sampleDemand += demands[i];
        }
        double executionDemand = grants.measure(seconds);
        grants.rate(FairShare.ofTwo(executionDemand, sampleDemand, main.rate()));
        double forSamples = FairShare.ofTwo(sampleDemand, executionDemand, main.rate());
        level = Math.min(main.rate(), FairShare.level(demands, forSamples));
        for (int number = 1; number <= series.size(); number++) {
            refill(series.at(number), seconds);
        }
    }

    private static double measure(RowShare share, double seconds) {
        share.demand = (share.demand + share.seen / seconds) / 2;
        share.seen = 0;
        return share.demand;
    }

    private void refill(Series one, double seconds) {
        RowShare fair = one.share;
        fair.credit = Math.min(Math.max(1, level), fair.credit + level * seconds);
        boolean open = fair.credit >= 1 && main.tokens() >= 1;
        set(one, open ? Valve.EVERY : closed(one));
    }

    private static long closed(Series one) {
        MinuteLimit slow = one.slow();
        return slow == null || slow.limit() >= ERRORS_ONLY ? ERRORS_ONLY : slow.limit() + 1;
    }

    private static void set(Series one, long threshold) {
        if (one.share.threshold != threshold) {
            one.share.threshold = threshold;
            for (int key : one.keys()) {
                Valve.set(key, threshold);
            }
        }
    }
}
