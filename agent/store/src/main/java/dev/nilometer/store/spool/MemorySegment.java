package dev.nilometer.store.spool;

import java.util.Arrays;

/** Frames in memory, for as long as the disk is gone. Safe from every thread: each method holds its lock shortly. */
final class MemorySegment implements Segment {
    private byte[] content = new byte[1 << 14];
    private int size;
    private long last;
    private boolean sealed;

    synchronized void append(byte[] frame, int length, long lastSequence) {
        if (content.length - size < length) {
            content = Arrays.copyOf(content, Math.max(size + length, content.length * 2));
        }
        System.arraycopy(frame, 0, content, size, length);
        size += length;
        last = lastSequence;
    }

    synchronized void seal() {
        sealed = true;
    }

    @Override
    public synchronized long last() {
        return last;
    }

    @Override
    public synchronized long bytes() {
        return size;
    }

    @Override
    public synchronized boolean isSealed() {
        return sealed;
    }

    @Override
    public synchronized int read(long at, byte[] into, int length) {
        int count = (int) Math.max(0, Math.min(length, size - at));
        System.arraycopy(content, (int) Math.min(at, size), into, 0, count);
        return count;
    }

    @Override
    public void readThrough(long lastSequence) {
        // its writer said so already
    }

    @Override
    public synchronized void discard(boolean keep) {
        content = new byte[0];
        size = 0;
    }

    @Override
    public void release() {
        // nothing is open
    }
}
