package dev.nilometer.model;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of a {@link Sketch}, as they stand in frames and in PostgreSQL: a version (1), the number of bins that
 * hold something, then for each the distance from the bin before and its count, all as unsigned LEB128. 100 values
 * take about 200 bytes, 100,000 values about 1.2 KB. Stateless.
 */
final class SketchCodec {
    private static final int VERSION = 1;

    private SketchCodec() {}

    static byte[] encode(Sketch sketch) {
        int[] bins = new int[1];
        ByteArrayOutputStream body = new ByteArrayOutputStream(64);
        int[] previous = new int[1];
        sketch.forEachBin((bin, count) -> {
            bins[0]++;
            writeVarint(body, bin - previous[0]);
            writeVarint(body, count);
            previous[0] = bin;
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.size() + 4);
        out.write(VERSION);
        writeVarint(out, bins[0]);
        out.write(body.toByteArray(), 0, body.size());
        return out.toByteArray();
    }

    static Sketch decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("not a sketch of version " + VERSION);
        }
        Varints in = new Varints(bytes, 1);
        Sketch sketch = new Sketch();
        long bins = in.next();
        int bin = 0;
        for (long i = 0; i < bins; i++) {
            long gap = in.next();
            if (gap < 0 || gap > BinMapping.LAST) {
                throw new IllegalArgumentException("a sketch's bin is out of range");
            }
            bin += (int) gap;
            sketch.addBin(bin, in.next());
        }
        if (in.at < bytes.length) {
            throw new IllegalArgumentException((bytes.length - in.at) + " bytes after the end of a sketch");
        }
        return sketch;
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Reads numbers one after the other: a history is thousands of sketches. Not thread-safe. */
    private static final class Varints {
        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        long next() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (at == bytes.length) {
                    throw new IllegalArgumentException("a sketch ends in the middle");
                }
                byte next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number in a sketch is too long");
        }
    }
}
