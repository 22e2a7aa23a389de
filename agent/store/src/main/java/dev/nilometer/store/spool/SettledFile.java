package dev.nilometer.store.spool;

import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link Settled} beside the segments, so that a later process can go on counting where a dead one stopped: the
 * state at the last known position, and the state that holds if the commit under way succeeds. Replaced as a whole. A
 * disk that refuses it costs the next process the losses counted so far, nothing else. nilometer-send alone.
 */
final class SettledFile {
    private static final int MAGIC = 0x4E4C4331;

    private final Path file;
    private final UUID stream;

    SettledFile(Path folder, UUID stream) {
        this.file = folder.resolve("settled");
        this.stream = stream;
    }

    void write(Settled now, @Nullable Settled next) {
        FrameOutput out = new FrameOutput();
        Record.begin(out);
        out.u8(next == null ? 1 : 2);
        put(out, now);
        if (next != null) {
            put(out, next);
        }
        Record.end(out, MAGIC, stream);
        Path fresh = file.resolveSibling("settled.new");
        try {
            byte[] content = new byte[out.size()];
            System.arraycopy(out.array(), 0, content, 0, content.length);
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Folders.deleteQuietly(fresh);
        }
    }

    /** The states on file, the later one last; none when there is no readable file. */
    Settled[] read() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!Record.isWhole(MAGIC, stream, bytes, 0, bytes.length)) {
                return new Settled[0];
            }
            FrameInput in = new FrameInput(bytes, Record.HEAD_BYTES, bytes.length - Record.HEAD_BYTES);
            Settled[] states = new Settled[in.u8()];
            for (int i = 0; i < states.length; i++) {
                states[i] = get(in);
            }
            return states;
        } catch (IOException | RuntimeException none) {
            return new Settled[0];
        }
    }

    void delete() {
        Folders.deleteQuietly(file);
    }

    private static void put(FrameOutput out, Settled settled) {
        out.varint(settled.position());
        for (RecordKind kind : RecordKind.values()) {
            out.zigzag(settled.rows(kind));
            out.zigzag(settled.sketched(kind));
        }
        putLost(out, settled.lostRows());
        putLost(out, settled.lostSketched());
    }

    private static void putLost(FrameOutput out, Map<DropReason, KindCounts> lost) {
        out.varint(lost.size());
        lost.forEach((reason, counts) -> {
            out.text(reason.label());
            for (RecordKind kind : RecordKind.values()) {
                out.zigzag(counts.of(kind));
            }
        });
    }

    private static Settled get(FrameInput in) {
        long position = in.varint();
        long sampleRows = in.zigzag();
        long sampleSketched = in.zigzag();
        KindCounts rows = KindCounts.of(sampleRows, in.zigzag());
        KindCounts sketched = KindCounts.of(sampleSketched, in.zigzag());
        return Settled.of(position, rows, sketched, getLost(in), getLost(in));
    }

    private static Map<DropReason, KindCounts> getLost(FrameInput in) {
        Map<DropReason, KindCounts> lost = new EnumMap<>(DropReason.class);
        for (int i = in.count(); i > 0; i--) {
            lost.put(FrameDecoder.reason(in.text()), KindCounts.of(in.zigzag(), in.zigzag()));
        }
        return lost;
    }
}
