package dev.nilometer.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** How bytes get in and out of a connection that never waits: as they are, or through TLS. For the listener's thread. */
interface Transport {
    /** Reads what is there; 0 when nothing is, -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes as much as goes; true when nothing is left, neither there nor here. */
    boolean write(ByteBuffer from) throws IOException;

    /** True when bytes of its own wait for the socket to take them. */
    boolean waitsToWrite();

    /** Work that must be done by another thread before it goes on; null for none. */
    @Nullable
    Runnable task();

    /** Says goodbye as far as that goes at once; nothing is written afterwards. */
    void finish() throws IOException;

    /** Bytes as they are. */
    static Transport plain(SocketChannel channel) {
        return new Transport() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return channel.read(into);
            }

            @Override
            public boolean write(ByteBuffer from) throws IOException {
                channel.write(from);
                return !from.hasRemaining();
            }

            @Override
            public boolean waitsToWrite() {
                return false;
            }

            @Override
            public @Nullable Runnable task() {
                return null;
            }

            @Override
            public void finish() throws IOException {
                channel.shutdownOutput();
            }
        };
    }
}
