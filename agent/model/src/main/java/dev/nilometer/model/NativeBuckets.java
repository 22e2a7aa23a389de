package dev.nilometer.model;

/**
 * Durations by Prometheus native bucket: bucket {@code i} of schema {@code s} holds
 * {@code (2^((i-1)/2^s), 2^(i/2^s)]} seconds. Kept as two or three bytes a bucket, since an account of 2,000 histograms
 * lives until the next one. Immutable, safe from every thread; made by its {@link Builder}.
 */
public final class NativeBuckets {
    /** The schema of the bins of {@link BinMapping} themselves: 64 buckets in a doubling. */
    public static final int FINEST = 6;

    /** No value at all. */
    public static final NativeBuckets NONE = new Builder(FINEST, 0, 0).build();

    private final int schema;
    private final long zeros;
    private final int first;
    private final int size;
    private final byte[] coded;

    private NativeBuckets(Builder from) {
        this.schema = from.schema;
        this.zeros = from.zeros;
        this.first = from.first;
        this.size = from.size;
        this.coded = from.coded.written();
    }

    /** The bucket of this schema that holds a bin of {@link BinMapping} as a whole; not for the bin of zero. */
    public static int indexOf(int bin, int schema) {
        return coarser(BinMapping.exponentOf(bin), FINEST - schema);
    }

    /** The bucket that holds this one as a whole, in a schema that is so many steps coarser. */
    public static int coarser(int index, int steps) {
        return (index + (1 << steps) - 1) >> steps;
    }

    /** {@value #FINEST} is the finest; each step down has buckets of twice the width. */
    public int schema() {
        return schema;
    }

    /** Values that were 0. */
    public long zeros() {
        return zeros;
    }

    /** Buckets that hold something. */
    public int size() {
        return size;
    }

    /** Hands over each bucket that holds something, smallest values first. */
    public void forEach(Visitor visitor) {
        Varints in = new Varints(coded, 0);
        int index = first;
        for (int i = 0; i < size; i++) {
            index += (int) in.next();
            visitor.bucket(index, in.next());
        }
    }

    /** Receives buckets in ascending order. */
    @FunctionalInterface
    public interface Visitor {
        /** One bucket and how many values it holds, at least 1. */
        void bucket(int index, long count);
    }

    /** Collects buckets in ascending order. Not thread-safe. */
    public static final class Builder {
        private final int schema;
        private final long zeros;
        private final Varints coded;
        private int size;
        private int first;
        private int last;

        /** Buckets of this schema, about so many. */
        public Builder(int schema, long zeros, int about) {
            this.schema = schema;
            this.zeros = zeros;
            this.coded = new Varints(3 * about);
        }

        /** The next bucket; one that holds nothing is left out. */
        public Builder add(int index, long count) {
            if (count != 0) {
                if (size == 0) {
                    first = index;
                    last = index;
                }
                coded.write(index - last);
                coded.write(count);
                last = index;
                size++;
            }
            return this;
        }

        /** The buckets. */
        public NativeBuckets build() {
            return new NativeBuckets(this);
        }
    }
}
