package dev.nilometer.agent.ready;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A few bytes to a server and a few back, without proxies; each step takes at most 2 s. One thread, which an interrupt
 * frees at once.
 */
final class Conversation implements AutoCloseable {
    private static final int MAX_MILLIS = 2_000;
    private static final int MAX_LINE = 512;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    private Conversation(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects. */
    static Conversation with(String host, int port) throws IOException {
        Socket socket = SocketChannel.open().socket();
        try {
            socket.setSoTimeout(MAX_MILLIS);
            socket.connect(new InetSocketAddress(host, port), MAX_MILLIS);
            return new Conversation(socket);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    int hearByte() throws IOException {
        return in.readUnsignedByte();
    }

    /** The answer up to the end of its first line, cut when it is long. */
    String hearLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_LINE) {
            char c = (char) in.readUnsignedByte();
            if (c == '\n') {
                break;
            }
            line.append(c);
        }
        return line.toString().trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
