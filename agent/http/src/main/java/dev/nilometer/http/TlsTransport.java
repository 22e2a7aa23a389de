package dev.nilometer.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Bytes through TLS. The engine's work with keys is left to another thread, so that many who shake hands keep nobody
 * waiting. Holds about 50 KiB; what does not keep to the protocol ends with an exception. For the listener's thread.
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;

    /** Of the network, ready to be filled. */
    private final ByteBuffer received;

    /** For the network, ready to be read. */
    private final ByteBuffer toSend;

    /** Of the client's words, ready to be read. */
    private final ByteBuffer words;

    TlsTransport(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        this.received = ByteBuffer.allocate(packet);
        this.toSend = ByteBuffer.allocate(packet).flip();
        this.words = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (!words.hasRemaining()) {
            HandshakeStatus next = engine.getHandshakeStatus();
            if (next == HandshakeStatus.NEED_TASK) {
                return 0;
            }
            if (next == HandshakeStatus.NEED_WRAP) {
                if (!write(NOTHING)) {
                    return 0;
                }
            } else {
                int unwrapped = unwrap();
                if (unwrapped <= 0) {
                    return unwrapped;
                }
            }
        }
        int count = Math.min(words.remaining(), into.remaining());
        into.put(words.array(), words.arrayOffset() + words.position(), count);
        words.position(words.position() + count);
        return count;
    }

    /** 1 when there was something to do, 0 when more must come first, -1 at the end. */
    private int unwrap() throws IOException {
        received.flip();
        words.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(received, words);
        } finally {
            words.flip();
            received.compact();
        }
        if (result.getStatus() == Status.CLOSED) {
            return -1;
        }
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            return channel.read(received);
        }
        return 1;
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        boolean shaking = engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
        while (flush() && (from.hasRemaining() || shaking)) {
            toSend.clear();
            try {
                SSLEngineResult result = engine.wrap(from, toSend);
                if (result.getStatus() == Status.CLOSED) {
                    throw new IOException("closed");
                }
                shaking = result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
            } finally {
                toSend.flip();
            }
        }
        return !toSend.hasRemaining();
    }

    private boolean flush() throws IOException {
        if (toSend.hasRemaining()) {
            channel.write(toSend);
        }
        return !toSend.hasRemaining();
    }

    @Override
    public boolean waitsToWrite() {
        return toSend.hasRemaining();
    }

    @Override
    public @Nullable Runnable task() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK ? engine.getDelegatedTask() : null;
    }

    @Override
    public void finish() throws IOException {
        engine.closeOutbound();
        if (flush()) {
            toSend.clear();
            engine.wrap(NOTHING, toSend);
            toSend.flip();
            flush();
        }
        channel.shutdownOutput();
    }
}
