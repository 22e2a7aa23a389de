package dev.nilometer.prometheus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A process that is nothing but clients of a port who take their time: so many that say half a request, so many that ask for
 * all metrics and read a byte a second, so many that say nothing. Who is cut comes back a second later. Prints {@code ready}
 * once all have come, and ends with its stdin.
 */
final class Dawdlers {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SMALL_WINDOW_BYTES = 4 * 1024;
    private static final String[] WORDS = {"GET /metr", "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", ""};

    private final InetSocketAddress port;
    private final Selector selector = Selector.open();
    private final Deque<Return> returns = new ArrayDeque<>();
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private int came;

    private record Return(long atNanos, int kind) {}

    private Dawdlers(int port) throws IOException {
        this.port = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The port, and how many of each kind. */
    public static void main(String[] arguments) throws IOException {
        Dawdlers dawdlers = new Dawdlers(Integer.parseInt(arguments[0]));
        int each = Integer.parseInt(arguments[1]);
        for (int i = 0; i < each * WORDS.length; i++) {
            dawdlers.returns.add(new Return(System.nanoTime(), i % WORDS.length));
        }
        boolean said = false;
        while (System.in.available() == 0) {
            dawdlers.turn();
            if (!said && dawdlers.came >= each * WORDS.length) {
                System.out.println("ready");
                said = true;
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void turn() throws IOException {
        for (int i = 0; i < 64 && !returns.isEmpty() && returns.peek().atNanos() <= System.nanoTime(); i++) {
            come(returns.remove().kind());
        }
        selector.select(20);
        for (SelectionKey key : selector.selectedKeys()) {
            int kind = (Integer) key.attachment();
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (key.isConnectable() && channel.finishConnect()) {
                    channel.write(ByteBuffer.wrap(WORDS[kind].getBytes(StandardCharsets.US_ASCII)));
                    key.interestOps(SelectionKey.OP_READ);
                    came++;
                } else if (channel.read(one.clear()) < 0) {
                    leave(channel, kind);
                } else {
                    key.interestOps(0); // it has read its byte; the server will cut it
                    returns.add(new Return(System.nanoTime() + 5 * PAUSE_NANOS, kind));
                }
            } catch (IOException cut) {
                leave(channel, kind);
            }
        }
        selector.selectedKeys().clear();
    }

    private void come(int kind) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW_BYTES);
        channel.register(selector, SelectionKey.OP_CONNECT, kind);
        channel.connect(port);
    }

    private void leave(SocketChannel channel, int kind) throws IOException {
        channel.close();
        returns.add(new Return(System.nanoTime() + PAUSE_NANOS, kind));
    }
}
