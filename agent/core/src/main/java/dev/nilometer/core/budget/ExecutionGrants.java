package dev.nilometer.core.budget;

import dev.nilometer.bootstrap.Valve;

/**
 * How many executions may be kept until the next pass: as many as the executions' part of the budget pays for, by the
 * number of rows that kept ones had lately. Belongs to nilometer-drain.
 */
final class ExecutionGrants {
    /** What an execution is thought to take before one has ended. */
    private static final double FIRST_GUESS = 4;

    private static final double MEMORY = 0.99;

    private final TokenBucket part = new TokenBucket(0);
    private double rows = FIRST_GUESS;
    private double executions = 1;
    private long granted;
    private long asked;
    private double demand;

    ExecutionGrants() {}

    /** Begins anew with this rate, rows a second, and one second's worth. */
    void restart(double perSecond) {
        part.rate(perSecond);
        part.fill(1);
        granted = 0;
        Valve.grantExecutions(0);
    }

    /** The part's rate, rows a second. */
    void rate(double perSecond) {
        part.rate(perSecond);
    }

    /** Time has passed. */
    void fill(double seconds) {
        part.fill(seconds);
    }

    /** Rows of kept executions, their stages. */
    void used(long stages) {
        rows += stages;
    }

    /** A kept execution ended, with this many rows of its own. */
    void ended(long ownRows) {
        rows = rows * MEMORY + ownRows;
        executions = executions * MEMORY + 1;
    }

    /** Pays for those that started since the last call, and sets the valve for what starts until the next one. */
    void renew(double tokens) {
        settle();
        granted = affordable(tokens);
        Valve.grantExecutions(granted);
    }

    private void settle() {
        long left = Valve.granted();
        long wanted = granted - left;
        asked += Math.max(0, wanted);
        part.charge(Math.max(0, Math.min(wanted, granted)) * rowsPerExecution());
    }

    /** None while the whole budget is overdrawn. */
    private long affordable(double tokens) {
        if (tokens <= 0) {
            return 0;
        }
        double costs = Math.min(rowsPerExecution(), Math.max(1, part.rate()));
        return (long) Math.floor(part.tokens() / costs + 1e-9);
    }

    private double rowsPerExecution() {
        return Math.max(1, rows / executions);
    }

    /** Rows a second that all executions that started would have taken, smoothed. */
    double measure(double seconds) {
        demand = (demand + asked * rowsPerExecution() / seconds) / 2;
        asked = 0;
        return demand;
    }
}
