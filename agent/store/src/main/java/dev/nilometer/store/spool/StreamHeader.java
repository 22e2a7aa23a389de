package dev.nilometer.store.spool;

import dev.nilometer.store.Identity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which stream a segment belongs to and who made it. Immutable. */
public final class StreamHeader {
    private final UUID stream;
    private final Identity identity;

    private StreamHeader(UUID stream, Identity identity) {
        this.stream = stream;
        this.identity = identity;
    }

    /** A header. */
    public static StreamHeader of(UUID stream, Identity identity) {
        return new StreamHeader(stream, identity);
    }

    /** The stream: random, new at each process start. */
    public UUID stream() {
        return stream;
    }

    /** The process that made it. */
    public Identity identity() {
        return identity;
    }

    void encode(FrameOutput out) {
        Record.begin(out);
        out.i64(stream.getMostSignificantBits());
        out.i64(stream.getLeastSignificantBits());
        out.text(identity.service());
        out.text(identity.environment());
        out.text(identity.instance());
        out.text(identity.host());
        out.zigzag(identity.pid());
        out.text(identity.agentVersion());
        out.text(identity.serviceVersion());
        out.zigzag(identity.startedAtMicros());
        Record.end(out, Record.SEGMENT, Record.NO_STREAM);
    }

    /** The header at the start of a segment; null when it is damaged. */
    static @Nullable StreamHeader decode(byte[] bytes, int length) {
        if (!Record.isWhole(Record.SEGMENT, Record.NO_STREAM, bytes, 0, length)) {
            return null;
        }
        try {
            FrameInput in = new FrameInput(bytes, Record.HEAD_BYTES, Record.i32(bytes, 4));
            UUID stream = new UUID(in.i64(), in.i64());
            Identity identity = Identity.builder(in.text(), in.text(), in.text())
                    .process(in.text(), in.zigzag())
                    .versions(in.text(), in.text())
                    .startedAtMicros(in.zigzag())
                    .build();
            return new StreamHeader(stream, identity);
        } catch (IllegalArgumentException damaged) {
            return null;
        }
    }

    @Override
    public String toString() {
        return stream + " of " + identity;
    }
}
