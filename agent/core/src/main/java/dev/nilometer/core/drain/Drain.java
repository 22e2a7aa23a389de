package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.FoldTable;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.bootstrap.Lane;
import dev.nilometer.bootstrap.Lanes;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.RecorderMemory;
import dev.nilometer.bootstrap.SharedCells;
import dev.nilometer.bootstrap.SpilledExecutions;
import dev.nilometer.core.BatchSink;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.InFlight;
import dev.nilometer.core.TimeSource;
import dev.nilometer.core.budget.RowBudget;
import dev.nilometer.core.series.Actor;
import dev.nilometer.core.series.ClassicBuckets;
import dev.nilometer.core.series.DurationHistograms;
import dev.nilometer.core.series.GroupTable;
import dev.nilometer.core.series.MinuteLimit;
import dev.nilometer.core.series.SeriesMemory;
import dev.nilometer.core.series.SeriesTable;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.HeapAccount;
import dev.nilometer.model.SeriesKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes everything that was recorded, counts it, and makes batches and accounts of it. One pass is {@link #drainOnce}:
 * it does no I/O, takes what was there when it began, and is bounded by what lanes can hold. When the spool takes no
 * batch, records go on being counted and folded; nothing is lost.
 *
 * <p>There is one drain in a JVM, since lanes have one consumer. Passes must not overlap: {@link DrainLoop} or a test
 * calls them. {@link #setShare}, {@link #dictionary} and {@link #accounts} may be used from every thread.
 */
public final class Drain {
    private static final int KEYS_A_SERIES = 2;
    private static final int KEYS_BESIDE = 1_000;

    /** At the end the application may still record, so the passes have an end of their own. */
    private static final int LAST_PASSES = 100;

    private static final int BUSY_SHARE = 16;
    private static final int LOOKS_FOR_A_TABLE = 3;
    private static final long WHILE_NANOS = 1_000_000;

    private final TimeSource time;
    private final SeriesTable series;
    private final GroupTable groups;
    private final RowBudget budget;
    private final Anchor anchor = new Anchor();
    private final Balance balance = new Balance();
    private final PolledDepths depths = new PolledDepths();
    private final Accounts accounts = new Accounts();
    private final AccountBuilder accountBuilder;
    private final HandOver handOver;
    private final SampleIntake samples;
    private final FoldIntake folds;
    private final ExecutionIntake executions;
    private final SeriesMemory memory;
    private final Dictionary dictionary;
    private boolean busy;
    private boolean tableMissed;

    private Drain(DrainSettings settings, Numbers numbers, BatchSink sink, InFlight inFlight, TimeSource time) {
        this.time = time;
        this.series = numbers.series;
        this.groups = numbers.groups;
        this.memory = numbers.memory;
        this.dictionary = numbers;
        long now = time.nanoTime();
        this.budget = new RowBudget(settings.rowsPerSecond(), series, now);
        Pending pending = new Pending(balance, settings.seriesMax());
        StageCorrections corrections = new StageCorrections();
        this.samples = new SampleIntake(series, budget, pending, balance, anchor, corrections);
        this.folds = new FoldIntake(series, groups, budget, pending, balance, anchor);
        this.executions = new ExecutionIntake(groups, budget, pending, balance, anchor, corrections);
        this.handOver = new HandOver(pending, balance, sink, settings.flush().toNanos(), now);
        this.accountBuilder = new AccountBuilder(series, groups, balance, inFlight);
    }

    /**
     * The names behind numbers, which the spool needs before there is a drain.
     *
     * @return to be given to {@link #of}
     */
    public static Numbers numbers(DrainSettings settings) {
        DurationHistograms durations = DurationHistograms.of(settings.bucketBoundsNanos());
        SeriesMemory memory = new SeriesMemory();
        return new Numbers(
                memory,
                new SeriesTable(settings.seriesMax(), memory, durations),
                new GroupTable(settings.seriesMax(), memory, durations));
    }

    /** Tells the record path about bins and bounds; before it starts. */
    public static void prepareRecorder(DrainSettings settings) {
        ClassicBuckets.install(settings.bucketBoundsNanos());
        // A few keys may lead to one series; far more would only fill memory.
        Keys.setLimit(KEYS_A_SERIES * settings.seriesMax() + KEYS_BESIDE);
    }

    /** A drain whose batches go to this sink. */
    public static Drain of(
            DrainSettings settings, Numbers numbers, BatchSink sink, InFlight inFlight, TimeSource time) {
        return new Drain(settings, numbers, sink, inFlight, time);
    }

    /** One pass; returns how many slots, executions and tables it took: 0 when there was nothing to do. */
    public int drainOnce() {
        long wantedBefore = accounts.wanted();
        anchor.set(time.epochMicros());
        budget.begin(time.nanoTime());
        rollMinutes();
        int work = takeAll();
        if (tableMissed && accounts.isAwaited(wantedBefore)) {
            work += takeHeldTables();
        }
        memory.measureIfDue(series, groups, time.nanoTime());
        budget.end(time.nanoTime());
        handOver.flushIfDue(time.nanoTime());
        if (accounts.isAwaited(wantedBefore)) {
            accounts.publish(accountBuilder.build(anchor), wantedBefore);
        }
        return work;
    }

    /**
     * True when the last pass found a lane a sixteenth full of what became rows, a fold table half full, or the shared
     * cells in use: what comes next could find no room. Slots beyond the budget do not count, they have just been folded
     * and the valve closed behind them.
     */
    boolean wasBusy() {
        return busy;
    }

    /**
     * A thread that was stopped in the middle of a fold keeps its table, and a scrape would miss what is in it: looks
     * again in a while, and after some whiles takes it as it is.
     */
    private int takeHeldTables() {
        int work = 0;
        for (int i = 0; tableMissed && i < LOOKS_FOR_A_TABLE; i++) {
            LockSupport.parkNanos(WHILE_NANOS);
            work += takeAll();
        }
        return work;
    }

    private int takeAll() {
        tableMissed = false;
        int work = 0;
        busy = false;
        SpilledExecutions.look();
        int lanes = Lanes.count();
        for (int i = 0; i < lanes; i++) {
            work += take(Lanes.at(i));
        }
        work += takeSpilled();
        long before = balance.takenInAll();
        SharedCells.take(folds);
        int fromCells = (int) (balance.takenInAll() - before);
        busy |= fromCells > 0;
        work += fromCells;
        work += depths.drainTo(samples);
        Lanes.reclaim();
        return work;
    }

    private int takeSpilled() {
        int work = 0;
        for (int i = 0; i < SpilledExecutions.room(); i++) {
            OpenExecution ended = SpilledExecutions.take(i);
            if (ended != null) {
                executions.ended(ended);
                work++;
            }
        }
        busy |= work > 0;
        return work;
    }

    private int take(Lane lane) {
        // As many as wait now: a scrape sees every record made before it, and a producer cannot keep the pass busy.
        // Asked before the slots are taken, so that the stages of each execution come before it.
        long waiting = lane.pendingExecutions();
        long rowsBefore = samples.rows();
        int work = lane.drainSlots(samples);
        busy |= samples.rows() - rowsBefore >= Lane.SLOTS / BUSY_SHARE;
        int slots = work;
        for (long i = 0; i < waiting; i++) {
            OpenExecution ended = lane.pollExecution();
            if (ended == null) {
                break;
            }
            executions.ended(ended);
            work++;
        }
        busy |= work - slots >= Lane.EXECUTIONS / BUSY_SHARE;
        FoldTable folded = lane.takeFolds();
        if (folded != null) {
            busy |= folded.isHalfFull();
            folded.forEach(folds);
            work++;
        } else if (lane.pendingFolds() > 0) {
            tableMissed = true;
        }
        return work;
    }

    private void rollMinutes() {
        if (!budget.isLimited()) {
            return;
        }
        for (Actor actor : groups.actors()) {
            actor.slow().roll(anchor.nowMicros());
        }
        for (int number = 1; number <= series.size(); number++) {
            MinuteLimit slow = series.at(number).slow();
            if (slow != null) {
                slow.roll(anchor.nowMicros());
            }
        }
    }

    /** Last passes, and all that is pending handed over; false when the spool refused it. */
    public boolean finish() {
        int passes = 0;
        while (drainOnce() > 0 && passes < LAST_PASSES) {
            passes++;
        }
        return handOver.flush();
    }

    /** Nanoseconds until the next flush is due; may be negative. For nilometer-drain. */
    long flushDueInNanos() {
        return handOver.dueInNanos(time.nanoTime());
    }

    /** The database's share of rows a second for this JVM, or {@link DrainSettings#UNLIMITED}; from any thread. */
    public void setShare(long rowsPerSecond) {
        budget.setShare(rowsPerSecond);
    }

    /** With true every record is sketched and none becomes a row, until false is said; from any thread. */
    public void shed(boolean sheds) {
        budget.shed(sheds);
    }

    /** What the record path and this drain hold of the host's heap; from any thread. */
    public List<HeapAccount> heap() {
        return Arrays.asList(
                HeapAccount.of("lanes", RecorderMemory.laneBytes(), RecorderMemory.LANES_BOUND),
                HeapAccount.of("fold_tables", RecorderMemory.tableBytes(), RecorderMemory.TABLES_BOUND),
                HeapAccount.of(
                        "series",
                        memory.bytes() + RecorderMemory.keyBytes(),
                        SeriesMemory.BOUND_BYTES + RecorderMemory.keysBound()));
    }

    /** What the numbers in batches mean; from any thread. */
    public Dictionary dictionary() {
        return dictionary;
    }

    /** Where scrapes get their account from; from any thread. */
    public Accounts accounts() {
        return accounts;
    }

    /** The poll of queues whose answers this drain takes. */
    public QueuePoll queuePoll(DrainSettings settings, Diagnostics diagnostics) {
        return new QueuePoll(depths, settings, diagnostics);
    }

    /** The names behind the numbers of one process. Readable from every thread. */
    public static final class Numbers implements Dictionary {
        private final SeriesMemory memory;
        private final SeriesTable series;
        private final GroupTable groups;

        private Numbers(SeriesMemory memory, SeriesTable series, GroupTable groups) {
            this.memory = memory;
            this.series = series;
            this.groups = groups;
        }

        @Override
        public SeriesKey series(int number) {
            return series.name(number);
        }

        @Override
        public GroupKey group(int number) {
            return groups.name(number);
        }
    }
}
