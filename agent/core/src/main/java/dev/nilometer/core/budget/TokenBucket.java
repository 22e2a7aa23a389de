package dev.nilometer.core.budget;

/**
 * Rows that may be used: filled at a rate, full at one second's worth (and never below one row). It may be overdrawn; the
 * debt is paid back by waiting. Belongs to one thread.
 */
final class TokenBucket {
    private double perSecond;
    private double tokens;

    /** A full bucket. */
    TokenBucket(double perSecond) {
        this.perSecond = perSecond;
        this.tokens = capacity();
    }

    private double capacity() {
        return Math.max(1, perSecond);
    }

    /** From now on another rate. */
    void rate(double newPerSecond) {
        perSecond = newPerSecond;
        tokens = Math.min(tokens, capacity());
    }

    double rate() {
        return perSecond;
    }

    /** Time has passed. */
    void fill(double seconds) {
        tokens = Math.min(capacity(), tokens + perSecond * seconds);
    }

    /** One row, if there is one. */
    boolean take() {
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** So many rows, into debt if need be. */
    void charge(double rows) {
        tokens -= rows;
    }

    double tokens() {
        return tokens;
    }
}
