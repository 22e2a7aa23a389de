package dev.nilometer.worker.rollup;

import java.math.BigInteger;

/** A sum of longs that never overflows: a long, and a carry only once that is needed. Not thread-safe. */
final class ExactSum {
    private long low;
    private BigInteger high = BigInteger.ZERO;

    void add(long value) {
        long sum = low + value;
        if (((low ^ sum) & (value ^ sum)) < 0) {
            high = high.add(BigInteger.valueOf(low));
            low = value;
        } else {
            low = sum;
        }
    }

    void add(ExactSum other) {
        add(other.low);
        if (other.high.signum() != 0) {
            high = high.add(other.high);
        }
    }

    void add(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            add(value.longValueExact());
        } else {
            high = high.add(value);
        }
    }

    BigInteger value() {
        return high.add(BigInteger.valueOf(low));
    }
}
