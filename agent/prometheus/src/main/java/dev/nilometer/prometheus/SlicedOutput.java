package dev.nilometer.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Writes to a connection in slices of 8 KiB: of a larger array the JDK would keep a copy outside the heap for each
 * thread that wrote one. Unbuffered; used by one thread, whose interruption closes the connection.
 */
final class SlicedOutput extends OutputStream {
    private static final int SLICE_BYTES = 8 * 1024;

    private final SocketChannel connection;

    SlicedOutput(SocketChannel connection) {
        this.connection = connection;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += SLICE_BYTES) {
            ByteBuffer slice = ByteBuffer.wrap(bytes, from, Math.min(SLICE_BYTES, end - from));
            while (slice.hasRemaining()) {
                connection.write(slice);
            }
        }
    }
}
