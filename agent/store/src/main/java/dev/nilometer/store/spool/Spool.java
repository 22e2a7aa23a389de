package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.HeapAccount;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import dev.nilometer.store.Identity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps batches as frames until the database has them. The drain offers, nilometer-spool frames, nilometer-send reads.
 *
 * <p>What happens when it cannot keep up: {@link #offer} refuses beyond 64 batches or 2 MiB on their way to the disk,
 * and the drain goes on collecting and folding. From 80 % of its bound rows are folded into sketches before they are
 * framed. Full, or with the disk gone and 2 MiB of memory used up, a batch is let go: counted as dropped
 * (SPOOL_FULL), its sequence number burned, so that the database is told of the gap. Never throws.
 */
public final class Spool implements FrameSource {
    private static final int HAND_OVER_BATCHES = 64;
    private static final long HAND_OVER_BYTES = (2L << 20) / HeapAccount.DIVISOR;
    private static final double FOLD_FROM = 0.8;
    private static final double MAKE_ROOM_FROM = 0.9;
    /** Frames between two tries to make room, when one found little. */
    private static final long ROOM_FRAMES = 100;

    private static final long HEAP_WAIT_NANOS = 20_000_000;

    /** Ends the wait for a batch; an interrupt would close the file that is being written. */
    private static final Batch WAKE_UP = new Batch();

    private final StreamHeader header;
    private final SpoolSettings settings;
    private final Diagnostics diagnostics;
    private final BlockingQueue<Batch> handOver = new ArrayBlockingQueue<>(HAND_OVER_BATCHES);
    private final AtomicLong handOverBytes = new AtomicLong();
    private final SegmentList segments = new SegmentList();
    private final SettledHistory history = new SettledHistory();
    private final SpoolCounts counts = new SpoolCounts();
    private final SegmentWriter writer;
    private final FrameEncoder encoder;
    private final FrameCursor cursor;
    private final Compaction compaction;
    /** Held by whoever reads frames, and while segments are rewritten. */
    private final Object reading = new Object();

    private final SettledFile file;
    private final Map<RecordKind, Totals> lastTotals = new EnumMap<>(RecordKind.class);
    private volatile long framedSequence;
    private long givenSequence;
    private long nextRoomSequence;
    private volatile long framedRows;
    private volatile long settledRows;
    private volatile long writeNanos;
    private volatile boolean folding;
    private volatile boolean finished;
    private volatile @Nullable Thread thread;
    private volatile Runnable rowsWaiting = () -> {};

    private Spool(SpoolSettings settings, StreamHeader header, Dictionary dictionary, Diagnostics diagnostics) {
        this.settings = settings;
        this.header = header;
        this.diagnostics = diagnostics;
        this.writer = new SegmentWriter(settings, header, segments, diagnostics);
        this.encoder = new FrameEncoder(header.stream(), dictionary);
        this.cursor = new FrameCursor(segments, header.stream());
        this.compaction = writer.compaction(new FrameEncoder(header.stream(), dictionary));
        this.file = new SettledFile(settings.dir().resolve(header.stream().toString()), header.stream());
    }

    /** Opens the spool of this process under a stream id of its own. A folder that cannot be had costs a warning. */
    public static Spool open(
            SpoolSettings settings, Identity identity, Dictionary dictionary, Diagnostics diagnostics) {
        StreamHeader header = StreamHeader.of(UUID.randomUUID(), identity);
        Spool spool = new Spool(settings, header, dictionary, diagnostics);
        spool.writer.open();
        return spool;
    }

    /** Starts nilometer-spool. The thread made by the factory is renamed and made a daemon. */
    public void start(ThreadFactory threads) {
        Thread writing = threads.newThread(this::writeUntilFinished);
        writing.setName("nilometer-spool");
        writing.setDaemon(true);
        thread = writing;
        writing.start();
    }

    /** Hands a batch over; it must not be touched afterwards. False when there is no room yet: never blocks. */
    public boolean offer(Batch batch) {
        long bytes = estimate(batch);
        if (finished || (handOverBytes.get() > 0 && handOverBytes.get() + bytes > HAND_OVER_BYTES)) {
            return false;
        }
        handOverBytes.addAndGet(bytes);
        boolean taken = false;
        try {
            taken = handOver.offer(batch);
        } finally {
            handOverBytes.addAndGet(taken ? 0 : -bytes);
        }
        return taken;
    }

    private static long estimate(Batch batch) {
        return 256
                + 28L * batch.samples().size()
                + 400L * batch.executions().size()
                + 400L * batch.sampleSketches().size()
                + 800L * batch.executionSketches().size();
    }

    private void writeUntilFinished() {
        while (!finished) {
            try {
                Batch batch = handOver.poll(200, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    frame(batch);
                }
                writeOnce();
            } catch (InterruptedException e) {
                // nobody's business but finish()'s, which sets its flag
            } catch (RuntimeException | LinkageError e) {
                diagnostics.warn("the spool failed on a batch: " + e);
            } catch (VirtualMachineError e) {
                waitForHeap();
            }
        }
        writeOnce();
    }

    private void waitForHeap() {
        diagnostics.heapExhausted();
        LockSupport.parkNanos(HEAP_WAIT_NANOS);
    }

    /** Frames all that was handed over; returns how many batches. For nilometer-spool, and for tests without it. */
    public int writeOnce() {
        int batches = 0;
        for (Batch batch = handOver.poll(); batch != null; batch = handOver.poll()) {
            frame(batch);
            batches++;
        }
        return batches;
    }

    private void frame(Batch handed) {
        if (handed == WAKE_UP) {
            return;
        }
        long bytes = estimate(handed);
        try {
            if (!handed.isEmpty() || hasNews(handed)) {
                write(handed);
            }
        } finally {
            handOverBytes.addAndGet(-bytes);
        }
    }

    /** Each step has its full effect or, where the heap ends, none: then it is tried again. */
    private void write(Batch handed) {
        if (writer.fill() >= MAKE_ROOM_FROM && framedSequence >= nextRoomSequence) {
            makeRoom();
        }
        boolean folds = writer.fill() >= FOLD_FROM;
        folding = folds;
        Batch folded = null;
        boolean foldedIsCounted = false;
        while (true) {
            try {
                if (folds && folded == null) {
                    folded = Folding.fold(handed);
                }
                if (folded != null && !foldedIsCounted) {
                    counts.folded(handed);
                    foldedIsCounted = true;
                }
                append(handed, folded == null ? handed : folded);
                return;
            } catch (VirtualMachineError e) {
                waitForHeap();
            }
        }
    }

    /** Merges what is sketched already; where that is not enough, the oldest rows become sketches too. */
    private void makeRoom() {
        long before = segments.bytes();
        try {
            synchronized (reading) {
                compaction.mergeSketches(givenSequence);
                if (writer.fill() >= MAKE_ROOM_FROM) {
                    counts.folded(compaction.foldOldestRows(givenSequence, writer.limitBytes() / 8));
                }
                cursor.reopen();
            }
        } catch (VirtualMachineError e) {
            waitForHeap();
        }
        boolean little = before - segments.bytes() < writer.limitBytes() / 64;
        nextRoomSequence = framedSequence + (little ? ROOM_FRAMES : 1);
    }

    private void append(Batch handed, Batch batch) {
        remember(handed);
        for (RecordKind kind : RecordKind.values()) {
            batch.setTotals(kind, counts.adjust(kind, handed.totals(kind)));
        }
        long sequence = framedSequence + 1;
        FrameOutput frame = encoder.encode(batch, sequence, sequence);
        long beginNanos = System.nanoTime();
        boolean kept = writer.append(
                frame, sequence, batch.samples().size() + batch.executions().size() > 0);
        writeNanos = System.nanoTime() - beginNanos;
        if (!kept) {
            counts.letGo(batch);
        }
        framedSequence = sequence;
        if (kept) {
            long before = framedRows;
            framedRows = before + batch.samples().size() + batch.executions().size();
            rowsWaiting.run();
        } else {
            diagnostics.warn("the spool is full: records are dropped and counted as spool_full");
        }
    }

    /** An empty batch is worth a frame when it changes the totals. */
    private boolean hasNews(Batch batch) {
        for (RecordKind kind : RecordKind.values()) {
            Totals last = lastTotals.getOrDefault(kind, Totals.NONE);
            if (!last.toString().equals(batch.totals(kind).toString())) {
                return true;
            }
        }
        return false;
    }

    private void remember(Batch batch) {
        for (RecordKind kind : RecordKind.values()) {
            lastTotals.put(kind, batch.totals(kind));
        }
    }

    /** Frames what was handed over and takes no more; waits for its thread at most so long. True when all is framed. */
    public boolean finish(long maxNanos) {
        finished = true;
        handOver.offer(WAKE_UP); // refused only when there is enough to do
        Thread writing = thread;
        if (writing == null) {
            writeOnce();
            return true;
        }
        try {
            writing.join(Math.max(1, maxNanos / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !writing.isAlive();
    }

    /** After {@link #finish} and the sender's: deletes the folder when all was delivered, else leaves it to the next. */
    public void close() {
        writer.sealAll();
        discardUpTo(history.latest().position());
        writer.close();
    }

    @Override
    public StreamHeader header() {
        return header;
    }

    @Override
    public void seek(long position) {
        synchronized (reading) {
            cursor.seek(position);
        }
    }

    @Override
    public @Nullable Frame next() {
        synchronized (reading) {
            Frame frame = cursor.next();
            givenSequence = frame == null ? givenSequence : Math.max(givenSequence, frame.last());
            return frame;
        }
    }

    @Override
    public boolean isExpired() {
        return false;
    }

    @Override
    public Settled settledAt(long position) {
        return history.at(position);
    }

    @Override
    public void expect(Settled next) {
        file.write(history.latest(), next);
    }

    @Override
    public void settle(Settled now) {
        history.add(now);
        settledRows = now.rows(RecordKind.SAMPLE) + now.rows(RecordKind.EXECUTION);
        discardUpTo(now.position());
    }

    /** A later process could not read the counts from frames that are gone: they are written down first. */
    private void discardUpTo(long position) {
        synchronized (reading) {
            List<Segment> done = segments.takeUpTo(position);
            if (!done.isEmpty() && segments.first() != null) {
                file.write(history.latest(), null);
            }
            for (Segment segment : done) {
                boolean keep = cursor.isDamaged(segment);
                cursor.forget(segment);
                segment.discard(keep);
            }
        }
    }

    /** Called by nilometer-spool after each frame: lets the sender see whether enough rows wait. */
    public void whenFramed(Runnable listener) {
        rowsWaiting = listener;
    }

    /** Rows framed and not yet settled. */
    public long rowsWaiting() {
        return Math.max(0, framedRows - settledRows);
    }

    /** The last sequence number given. */
    public long framedSequence() {
        return framedSequence;
    }

    /** The folder shared by all JVMs of this user. */
    public SpoolSettings settings() {
        return settings;
    }

    /**
     * Totals as an observer outside of the agent may add them up: what the database has confirmed are rows and sketched,
     * what waits in hand-over and spool is in flight, what was folded or lost here is counted so.
     *
     * @param counted the drain's totals, every batch that it offered included as rows and sketched
     */
    public Totals outside(RecordKind kind, Totals counted) {
        return history.outside(kind, counts.adjust(kind, counted));
    }

    /** What batches on their way to the disk, and frames that found no disk, hold of the host's heap. Any thread. */
    public HeapAccount heap() {
        return HeapAccount.of(
                "frames", handOverBytes.get() + segments.bytesInMemory(), HAND_OVER_BYTES + SegmentWriter.MEMORY_BYTES);
    }

    /** What it holds and how it is. Any thread. */
    public SpoolStatus status() {
        return new SpoolStatus(
                header.stream().toString(),
                segments.bytes(),
                writer.limitBytes(),
                framedSequence,
                history.latest().position(),
                folding,
                writer.isDiskGone(),
                writeNanos);
    }
}
