package dev.nilometer.http;

import dev.nilometer.model.Diagnostics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Owns the port and all its connections, on one thread that waits for none of them. At most {@value #MAX_CONNECTIONS}
 * ({@value #MAX_TLS_CONNECTIONS} with TLS) are open and {@value #MAX_EXCHANGES} of them answered: one more takes the place
 * of the one whose client has said or taken nothing for the longest time. Each is cut 5 s after it came, wherever it is
 * then. So a thousand clients that say nothing, or half of something, or do not read, cost a bounded number of file
 * descriptors, some KiB each, and others a few milliseconds.
 *
 * <p>When nothing can be accepted (no file descriptors left) it tries again after 100 ms.
 * {@link #close} may be called from any thread.
 */
public final class Listener implements AutoCloseable {
    static final int MAX_CONNECTIONS = 256;
    static final int MAX_EXCHANGES = 64;
    static final int MAX_TLS_CONNECTIONS = 64;
    static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BACKLOG = 4_096;
    private static final int ACCEPTED_A_TURN = 16;
    private static final long TURN_MILLIS = 250;
    private static final long PAUSED_TURN_MILLIS = 1;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So long after its last word nobody loses his place. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ServerSocketChannel port;
    private final SelectionKey arrivals;
    private final Selector selector;
    private final Reception reception;
    private final @Nullable TlsKeys keys;

    /** In the order in which they came. */
    private final Set<SelectionKey> connections = new LinkedHashSet<>();

    /** What other threads have done for a connection. */
    private final Queue<Runnable> done = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;
    private long pausedUntilNanos = System.nanoTime();

    private Listener(SelectionKey arrivals, Reception reception, @Nullable TlsKeys keys) {
        this.port = (ServerSocketChannel) arrivals.channel();
        this.arrivals = arrivals;
        this.selector = arrivals.selector();
        this.reception = reception;
        this.keys = keys;
    }

    /**
     * Opens the port and starts to accept.
     *
     * @param factory makes its threads, three at most: daemons, for a port that shall keep no JVM alive
     * @param diagnostics told when a renewed certificate cannot be used
     * @throws IOException with a sentence for an operator when the port cannot be had, its cause then being a
     *     {@link java.net.BindException}, or when what shall protect it cannot be used: it is never opened without
     */
    public static Listener open(
            InetSocketAddress address, Protection protection, Site site, ThreadFactory factory, Diagnostics diagnostics)
            throws IOException {
        Access access = protection.asksForUser() ? Access.of(protection) : null;
        TlsKeys keys = protection.speaksTls() ? TlsKeys.of(protection, diagnostics) : null;
        try {
            return open(address, new Reception(site, access, factory), keys, factory);
        } catch (IOException e) {
            String where = address.getHostString() + ":" + address.getPort();
            throw new IOException("cannot listen on " + where + " (" + e.getMessage() + ")", e);
        }
    }

    private static Listener open(
            InetSocketAddress address, Reception reception, @Nullable TlsKeys keys, ThreadFactory factory)
            throws IOException {
        ServerSocketChannel port = ServerSocketChannel.open();
        try {
            port.configureBlocking(false);
            port.bind(address, BACKLOG);
            Selector selector = Selector.open();
            Listener listener = new Listener(port.register(selector, SelectionKey.OP_ACCEPT), reception, keys);
            factory.newThread(listener::run).start();
            return listener;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    /** Where it listens: the port asked for, or the free one that was found for 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) port.socket().getLocalSocketAddress();
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } finally {
            connections.forEach(key -> connection(key).close());
            closeAll();
        }
    }

    private void turn() {
        try {
            boolean pauses = pausedUntilNanos - System.nanoTime() > 0;
            arrivals.interestOps(pauses ? 0 : SelectionKey.OP_ACCEPT);
            selector.select(pauses ? PAUSED_TURN_MILLIS : TURN_MILLIS);
            for (Runnable each = done.poll(); each != null; each = done.poll()) {
                each.run();
            }
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                if (key.attachment() == null) {
                    acceptSome(System.nanoTime());
                } else {
                    goOn(key);
                }
            }
            cutLateOnes(System.nanoTime());
        } catch (ClosedSelectorException ended) {
            closed = true;
        } catch (IOException | RuntimeException | VirtualMachineError notNow) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void acceptSome(long nowNanos) {
        try {
            for (int i = 0; i < ACCEPTED_A_TURN; i++) {
                if (!hasPlace(nowNanos)) {
                    pausedUntilNanos = nowNanos + GRACE_NANOS / 2;
                    return;
                }
                SocketChannel channel = port.accept();
                if (channel == null) {
                    return;
                }
                take(channel, nowNanos);
            }
        } catch (IOException | RuntimeException | VirtualMachineError notNow) {
            pausedUntilNanos = nowNanos + PAUSE_NANOS;
        }
    }

    /** True when there is one, if need be by dropping who dawdles; false when all were heard of a moment ago. */
    private boolean hasPlace(long nowNanos) {
        if (connections.size() < (keys == null ? MAX_CONNECTIONS : MAX_TLS_CONNECTIONS)) {
            return true;
        }
        SelectionKey longest = longestDawdler(connections);
        if (nowNanos - connection(longest).progressNanos() < GRACE_NANOS) {
            return false;
        }
        drop(longest);
        return true;
    }

    private void take(SocketChannel channel, long nowNanos) throws IOException {
        try {
            channel.configureBlocking(false);
            Transport transport =
                    keys == null ? Transport.plain(channel) : new TlsTransport(channel, keys.engine(nowNanos));
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(channel, transport, nowNanos));
            connections.add(key);
            // What has come with it is answered at once, before others can take its place.
            goOn(key);
        } catch (IOException | RuntimeException | VirtualMachineError e) {
            channel.close();
            throw e;
        }
    }

    /** Whose client has said and taken nothing for the longest time; who waits for an answer of ours comes last. */
    private static SelectionKey longestDawdler(Collection<SelectionKey> of) {
        SelectionKey longest = of.iterator().next();
        for (SelectionKey key : of) {
            boolean waits = connection(key).phase() == Connection.Phase.ANSWERING;
            boolean longestWaits = connection(longest).phase() == Connection.Phase.ANSWERING;
            if (waits == longestWaits
                    ? connection(key).progressNanos() - connection(longest).progressNanos() < 0
                    : longestWaits) {
                longest = key;
            }
        }
        return longest;
    }

    private void goOn(SelectionKey key) {
        Connection connection = connection(key);
        try {
            if (connection.phase() == Connection.Phase.READING) {
                read(key, connection);
            } else if (connection.phase() == Connection.Phase.WRITING) {
                connection.write();
            }
            if (connection.isOver()) {
                drop(key);
            } else {
                key.interestOps(connection.interest());
            }
        } catch (IOException | RuntimeException | VirtualMachineError gone) {
            // the client is gone, or speaks no HTTP or TLS, or the heap has no room for an answer
            drop(key);
        }
    }

    private void read(SelectionKey key, Connection connection) throws IOException {
        RequestHead request = connection.read();
        Runnable task = connection.task();
        if (task != null) {
            reception.work(() -> {
                try {
                    task.run();
                } finally {
                    handBack(key, connection::taskDone);
                }
            });
        } else if (request != null) {
            makeRoomForAnswer(key);
            SocketExchange[] exchange = new SocketExchange[1];
            exchange[0] = connection.exchange(request, () -> handBack(key, () -> connection.answer(exchange[0])));
            reception.receive(exchange[0]);
        }
    }

    /** An answer on its way may hold 50 KiB: so few are at once. */
    private void makeRoomForAnswer(SelectionKey asking) {
        List<SelectionKey> exchanges = new ArrayList<>();
        for (SelectionKey key : connections) {
            if (key != asking && connection(key).phase() != Connection.Phase.READING) {
                exchanges.add(key);
            }
        }
        if (exchanges.size() >= MAX_EXCHANGES) {
            drop(longestDawdler(exchanges));
        }
    }

    /** From any thread: this, and then the connection goes on. */
    private void handBack(SelectionKey key, Runnable first) {
        done.add(() -> {
            if (connections.contains(key)) {
                first.run();
                goOn(key);
            }
        });
        selector.wakeup();
    }

    private void cutLateOnes(long nowNanos) {
        List<SelectionKey> late = new ArrayList<>(0);
        for (SelectionKey key : connections) {
            if (nowNanos - connection(key).sinceNanos() < DEADLINE_NANOS) {
                break;
            }
            late.add(key);
        }
        late.forEach(this::drop);
    }

    private void drop(SelectionKey key) {
        connections.remove(key);
        connection(key).close();
    }

    private static Connection connection(SelectionKey key) {
        Object attached = key.attachment();
        if (attached == null) {
            throw new CancelledKeyException();
        }
        return (Connection) attached;
    }

    private void closeAll() {
        try {
            selector.close();
            port.close();
        } catch (IOException e) {
            // then the JVM's end closes it
        }
    }

    /** Closes the port; exchanges that are not over are cut. */
    @Override
    public void close() {
        closed = true;
        closeAll();
        reception.close();
    }
}
