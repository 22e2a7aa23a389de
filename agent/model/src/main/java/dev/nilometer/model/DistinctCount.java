package dev.nilometer.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How many different users there were, mergeable: exact up to 256, beyond that HyperLogLog with 4,096 registers
 * (Flajolet, Fusy, Gandouet, Meunier 2007, linear counting below its threshold), whose standard error is 1.6 %.
 *
 * <p>Memory and bytes: 8 per value while exact, then 4 KiB. Merging takes the larger register, so any order gives the
 * same bytes. Mutable, not thread-safe: one thread at a time.
 */
public final class DistinctCount {
    private static final int VERSION = 1;
    private static final int EXACT_LIMIT = 256;
    private static final int INDEX_BITS = 12;
    private static final int REGISTERS = 1 << INDEX_BITS;

    /** Hashes in ascending order while exact. */
    private long[] hashes = new long[8];

    private int size;
    /** Empty while exact. */
    private byte[] registers = new byte[0];

    /** Counts nothing yet. */
    public DistinctCount() {}

    /** Counts this text if it was not seen before. */
    public void add(String text) {
        addHash(hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Counts all that the other one saw. */
    public void merge(DistinctCount other) {
        for (int i = 0; i < other.size; i++) {
            addHash(other.hashes[i]);
        }
        if (!other.isExact()) {
            toRegisters();
            for (int i = 0; i < REGISTERS; i++) {
                registers[i] = (byte) Math.max(registers[i], other.registers[i]);
            }
        }
    }

    /** The count, exact or estimated. */
    public long estimate() {
        if (isExact()) {
            return size;
        }
        double sum = 0;
        int zeros = 0;
        for (byte register : registers) {
            sum += 1.0 / (1L << register);
            zeros += register == 0 ? 1 : 0;
        }
        double raw = 0.7213 / (1 + 1.079 / REGISTERS) * REGISTERS * REGISTERS / sum;
        if (raw <= 2.5 * REGISTERS && zeros > 0) {
            return Math.round(REGISTERS * Math.log((double) REGISTERS / zeros));
        }
        return Math.round(raw);
    }

    /** Heap that it takes. */
    public long heapBytes() {
        return 56 + 8L * hashes.length + registers.length;
    }

    /** True while {@link #estimate} is the true number. */
    public boolean isExact() {
        return registers.length == 0;
    }

    /** True when nothing was added. */
    public boolean isEmpty() {
        return isExact() && size == 0;
    }

    /** Versioned bytes: the version, 0 and the hashes, or 1 and the registers. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(2 + (isExact() ? 8 * size : REGISTERS));
        out.put((byte) VERSION).put((byte) (isExact() ? 0 : 1));
        for (int i = 0; i < size; i++) {
            out.putLong(hashes[i]);
        }
        return out.put(registers).array();
    }

    /** Reads what {@link #encode} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static DistinctCount decode(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != VERSION || bytes[1] < 0 || bytes[1] > 1) {
            throw new IllegalArgumentException("not a distinct count of version " + VERSION);
        }
        DistinctCount count = new DistinctCount();
        int length = bytes.length - 2;
        if (bytes[1] == 1) {
            check(length == REGISTERS);
            count.toRegisters();
            System.arraycopy(bytes, 2, count.registers, 0, REGISTERS);
            return count;
        }
        check(length % 8 == 0 && length <= 8 * EXACT_LIMIT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 2, length);
        while (in.hasRemaining()) {
            count.addHash(in.getLong());
        }
        return count;
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("a distinct count of the wrong length");
        }
    }

    private void addHash(long hash) {
        if (!isExact()) {
            addToRegisters(hash);
            return;
        }
        int place = Arrays.binarySearch(hashes, 0, size, hash);
        if (place >= 0) {
            return;
        }
        if (size == EXACT_LIMIT) {
            toRegisters();
            addToRegisters(hash);
            return;
        }
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        int at = -place - 1;
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        hashes[at] = hash;
        size++;
    }

    private void toRegisters() {
        if (!isExact()) {
            return;
        }
        registers = new byte[REGISTERS];
        for (int i = 0; i < size; i++) {
            addToRegisters(hashes[i]);
        }
        size = 0;
        hashes = new long[0];
    }

    private void addToRegisters(long hash) {
        int index = (int) (hash >>> (64 - INDEX_BITS));
        int rank = Long.numberOfLeadingZeros((hash << INDEX_BITS) | (1L << (INDEX_BITS - 1))) + 1;
        registers[index] = (byte) Math.max(registers[index], rank);
    }

    /** FNV-1a, finished as in MurmurHash3 so that the high bits are spread too. */
    private static long hash(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    @Override
    public String toString() {
        return (isExact() ? "" : "about ") + estimate();
    }
}
