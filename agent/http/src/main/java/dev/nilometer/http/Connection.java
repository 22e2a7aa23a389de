package dev.nilometer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a request is read, an answer made elsewhere, written and the connection closed.
 *
 * <pre>
 *   READING ── head is there ──► ANSWERING ── answer is there ──► WRITING ── all written ──► LEAVING ──► closed
 *      └── deadline, end, refused by the listener: closed from wherever it is
 * </pre>
 *
 * <p>Never waits; holds 8 KiB of a head and a slice of an answer, and what TLS needs. For the listener's thread alone.
 */
final class Connection {
    /** Where it is. */
    enum Phase {
        READING,
        ANSWERING,
        WRITING,
        LEAVING
    }

    private static final int FIRST_BYTES = 512;
    private static final int SLICE_BYTES = 8 * 1024;

    /** Of an answer in one go, so that a large one keeps nobody waiting. */
    private static final int SLICES_A_TURN = 4;

    /** Of a request's body, which nobody wants, before the connection is closed. */
    private static final int UNREAD_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Transport transport;
    private final long sinceNanos;
    private long progressNanos;
    private Phase phase = Phase.READING;
    private byte[] head = new byte[FIRST_BYTES];
    private int headLength;
    private boolean hasTask;
    private boolean bodyFollows;
    private @Nullable InputStream body;
    private ByteBuffer slice = ByteBuffer.allocate(0);
    private int unread = UNREAD_BYTES;

    Connection(SocketChannel channel, Transport transport, long nowNanos) {
        this.channel = channel;
        this.transport = transport;
        this.sinceNanos = nowNanos;
        this.progressNanos = nowNanos;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** When its client last said or took something. */
    long progressNanos() {
        return progressNanos;
    }

    Phase phase() {
        return phase;
    }

    /** What it waits for, as the selector's operations. */
    int interest() {
        switch (phase) {
            case READING:
                return hasTask ? 0 : SelectionKey.OP_READ | (transport.waitsToWrite() ? SelectionKey.OP_WRITE : 0);
            case ANSWERING:
                return 0;
            case WRITING:
                return SelectionKey.OP_WRITE;
            default:
                return SelectionKey.OP_READ;
        }
    }

    /** Reads on; gives the request when all of its head is there. */
    @Nullable
    RequestHead read() throws IOException {
        while (true) {
            if (headLength == head.length) {
                if (headLength == RequestHead.MAX_BYTES) {
                    return read(RequestHead.refused(431), headLength);
                }
                head = Arrays.copyOf(head, Math.min(2 * head.length, RequestHead.MAX_BYTES));
            }
            int count = transport.read(ByteBuffer.wrap(head, headLength, head.length - headLength));
            if (count < 0) {
                throw new IOException("the client has gone");
            }
            if (count == 0) {
                return null;
            }
            headLength += count;
            progressNanos = System.nanoTime();
            int end = RequestHead.end(head, headLength);
            if (end > 0) {
                return read(RequestHead.parse(head, end), end);
            }
        }
    }

    private RequestHead read(RequestHead request, int end) {
        phase = Phase.ANSWERING;
        bodyFollows = headLength > end || request.refusal() != 0 || request.announcesBody();
        head = new byte[0];
        return request;
    }

    /** Work for another thread, after which {@link #taskDone} is called; null for none. */
    @Nullable
    Runnable task() {
        Runnable task = hasTask ? null : transport.task();
        hasTask |= task != null;
        return task;
    }

    void taskDone() {
        hasTask = false;
    }

    /** Begins to answer. */
    void answer(SocketExchange exchange) {
        phase = Phase.WRITING;
        slice = ByteBuffer.wrap(exchange.answerHead());
        body = exchange.answerBody();
    }

    /** Writes on, a few slices at most. */
    void write() throws IOException {
        for (int i = 0; i < SLICES_A_TURN; i++) {
            int before = slice.remaining();
            boolean whole = transport.write(slice);
            progressNanos = slice.remaining() < before ? System.nanoTime() : progressNanos;
            if (!whole) {
                return;
            }
            InputStream rest = body;
            byte[] next = rest == null ? new byte[0] : rest.readNBytes(SLICE_BYTES);
            if (next.length == 0) {
                leave();
                return;
            }
            slice = ByteBuffer.wrap(next);
        }
    }

    private void leave() throws IOException {
        transport.finish();
        phase = Phase.LEAVING;
    }

    /**
     * True when it may be closed: a body that is left unread would make the operating system take the answer back.
     */
    boolean isOver() throws IOException {
        if (phase != Phase.LEAVING) {
            return false;
        }
        if (!bodyFollows) {
            return true;
        }
        ByteBuffer ignored = ByteBuffer.allocate(SLICE_BYTES);
        while (unread > 0) {
            ignored.clear();
            int count = channel.read(ignored);
            if (count <= 0) {
                return count < 0;
            }
            unread -= count;
        }
        return true;
    }

    /** An exchange for a request on it. */
    SocketExchange exchange(RequestHead request, Runnable whenDone) {
        return new SocketExchange(
                request,
                (InetSocketAddress) channel.socket().getLocalSocketAddress(),
                (InetSocketAddress) channel.socket().getRemoteSocketAddress(),
                whenDone);
    }

    /** Ends it, wherever it is. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed as far as it can be
        }
    }
}
