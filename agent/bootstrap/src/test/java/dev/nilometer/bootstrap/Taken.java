package dev.nilometer.bootstrap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A drain for tests: takes what all lanes hold and keeps it. One thread at a time, as the real one. */
final class Taken implements SlotSink, FoldSink {
    record Slot(int key, int flags, long startNanos, long value, long execution) {}

    /** Count, sum, smallest and largest value of one key. */
    static final class Tally {
        long count;
        long sum;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;

        void add(long moreCount, long moreSum, long lowest, long highest) {
            count += moreCount;
            sum += moreSum;
            min = Math.min(min, lowest);
            max = Math.max(max, highest);
        }
    }

    final List<Slot> slots = new ArrayList<>();
    final List<OpenExecution> executions = new ArrayList<>();
    private final Map<Integer, Tally> rows = new HashMap<>();
    private final Map<Integer, Tally> folds = new HashMap<>();
    private final boolean keepsSlots;

    private Taken(boolean keepsSlots) {
        this.keepsSlots = keepsSlots;
    }

    /** Throws away what earlier tests left, opens the valve and starts the recorder. */
    static Taken afresh() {
        PowerBins.install();
        Valve.setInitial(Valve.EVERY);
        Valve.grantExecutions(Valve.UNLIMITED);
        Recorder.start();
        new Taken(false).all();
        return new Taken(true);
    }

    /** As {@link #afresh}, keeping sums alone: for millions of slots. */
    static Taken sumsAfresh() {
        afresh();
        return new Taken(false);
    }

    /** One pass. */
    Taken all() {
        SpilledExecutions.look();
        for (int i = 0; i < Lanes.count(); i++) {
            Lane lane = Lanes.at(i);
            lane.drainSlots(this);
            FoldTable table = lane.takeFolds();
            if (table != null) {
                table.forEach(this);
            }
            for (OpenExecution e = lane.pollExecution(); e != null; e = lane.pollExecution()) {
                executions.add(e);
            }
        }
        for (int i = 0; i < SpilledExecutions.room(); i++) {
            OpenExecution spilled = SpilledExecutions.take(i);
            if (spilled != null) {
                executions.add(spilled);
            }
        }
        SharedCells.take(this);
        Lanes.reclaim();
        return this;
    }

    /** Passes until every one of these threads has ended, and one more. */
    void until(List<Thread> threads) throws InterruptedException {
        boolean alive = true;
        while (alive) {
            alive = threads.stream().anyMatch(Thread::isAlive);
            all();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        all();
    }

    @Override
    public void slot(int key, int flags, long startNanos, long value, long execution) {
        rows(key).add(1, value, value, value);
        if (keepsSlots) {
            slots.add(new Slot(key, flags, startNanos, value, execution));
        }
    }

    @Override
    public void fold(int key, int bin, boolean aboveBound, long count, long sum, long min, long max) {
        folds(key).add(count, sum, min, max);
    }

    Tally rows(int key) {
        return rows.computeIfAbsent(key, k -> new Tally());
    }

    Tally folds(int key) {
        return folds.computeIfAbsent(key, k -> new Tally());
    }

    long count(int key) {
        return rows(key).count + folds(key).count;
    }

    long sum(int key) {
        return rows(key).sum + folds(key).sum;
    }

    /** The only execution. */
    OpenExecution execution() {
        if (executions.size() != 1) {
            throw new AssertionError("not one execution: " + executions);
        }
        return executions.get(0);
    }

    List<Slot> slotsOf(int key) {
        return slots.stream().filter(s -> s.key() == key).toList();
    }

    static int stageKey(String actor, String stage, String outcome) {
        return Keys.intern(Keys.PROCESSING_TIME, "actor", actor, "stage", stage, "outcome", outcome);
    }

    static int errorKey(String actor, String stage, String errorType) {
        return Keys.intern(Keys.ERROR_COUNT, "actor", actor, "stage", stage, "error_type", errorType);
    }
}
