package dev.nilometer.store.spool;

/** How the spool was when it was asked. Immutable. */
public final class SpoolStatus {
    private final String stream;
    private final long bytes;
    private final long limitBytes;
    private final long framed;
    private final long settled;
    private final boolean folding;
    private final boolean diskGone;
    private final long writeNanos;

    SpoolStatus(
            String stream,
            long bytes,
            long limitBytes,
            long framed,
            long settled,
            boolean folding,
            boolean diskGone,
            long writeNanos) {
        this.stream = stream;
        this.bytes = bytes;
        this.limitBytes = limitBytes;
        this.framed = framed;
        this.settled = settled;
        this.folding = folding;
        this.diskGone = diskGone;
        this.writeNanos = writeNanos;
    }

    /** The stream id, for operators with access to the host. */
    public String stream() {
        return stream;
    }

    /** Bytes of frames, delivered ones in a segment not yet unlinked included. */
    public long bytes() {
        return bytes;
    }

    /** Most bytes that it may hold at present: less than {@code spool.max} on a full disk, or beside what the dead left. */
    public long limitBytes() {
        return limitBytes;
    }

    /** The last sequence number given to a frame. */
    public long framed() {
        return framed;
    }

    /** The position that the database last confirmed. */
    public long settled() {
        return settled;
    }

    /** True from 80 % full: rows are folded before they are framed. */
    public boolean isFolding() {
        return folding;
    }

    /** True while frames are kept in memory because the disk refuses them. */
    public boolean isDiskGone() {
        return diskGone;
    }

    /** How long the latest write of a frame took; 0 before the first. */
    public long writeNanos() {
        return writeNanos;
    }
}
