package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;

/**
 * A sketch as it is stored: some hundred bytes where an open one takes eight thousand, which is what lets an hour of a
 * hundred thousand groups fit. Immutable.
 */
final class SketchBytes {
    private final byte[] bytes;

    private SketchBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static SketchBytes of(Sketch sketch) {
        return new SketchBytes(sketch.encode());
    }

    /** Takes bytes that nobody changes any more. */
    static SketchBytes stored(byte[] bytes) {
        return new SketchBytes(bytes);
    }

    /** A sketch of its own at each call. */
    Sketch open() {
        return Sketch.decode(bytes);
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
