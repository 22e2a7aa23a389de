package dev.nilometer.store.send;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pooler in transaction mode, as small as one can be: many clients share two server connections, and whoever begins a
 * transaction gets the one that has rested longest. Whatever a client leaves in a session is not there the next time.
 */
final class TransactionPooler implements AutoCloseable {
    private static final int SERVERS = 2;
    private static final int PROTOCOL_3 = 3 << 16;
    private static final String[] PARAMETERS = {
        "server_version",
        "18.0",
        "client_encoding",
        "UTF8",
        "DateStyle",
        "ISO, MDY",
        "TimeZone",
        "UTC",
        "integer_datetimes",
        "on",
        "standard_conforming_strings",
        "on"
    };

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Server> resting = new ArrayBlockingQueue<>(SERVERS);
    private final AtomicInteger switches = new AtomicInteger();

    TransactionPooler(int port, String user) throws IOException {
        for (int i = 0; i < SERVERS; i++) {
            resting.add(new Server(port, user));
        }
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often a client got another connection than the time before. */
    int switches() {
        return switches.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                daemon(() -> serve(client));
            } catch (IOException closed) {
                // the test is over
            }
        }
    }

    private void serve(Socket socket) {
        try (Socket client = socket) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            welcome(in, out);
            Server last = null;
            while (true) {
                int type = in.readByte();
                if (type == 'X') {
                    return;
                }
                Server server = resting.take();
                switches.addAndGet(last != null && last != server ? 1 : 0);
                last = server;
                server.transaction(type, in, out);
                resting.add(server);
            }
        } catch (IOException | InterruptedException gone) {
            // a client that is cut inside a transaction takes its server with it: no test here does that
        }
    }

    private static void welcome(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] content = new byte[in.readInt() - 8];
            int code = in.readInt();
            in.readFully(content);
            if (code == PROTOCOL_3) {
                break;
            }
            out.writeByte('N'); // no encryption
            out.flush();
        }
        out.writeByte('R');
        out.writeInt(8);
        out.writeInt(0);
        for (int i = 0; i < PARAMETERS.length; i += 2) {
            byte[] text = (PARAMETERS[i] + "\0" + PARAMETERS[i + 1] + "\0").getBytes(StandardCharsets.UTF_8);
            out.writeByte('S');
            out.writeInt(4 + text.length);
            out.write(text);
        }
        out.writeByte('Z');
        out.writeInt(5);
        out.writeByte('I');
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Server server : resting) {
            server.socket.close();
        }
    }

    /** One connection to PostgreSQL. */
    private static final class Server {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Server(int port, String user) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            byte[] text = ("user\0" + user + "\0database\0postgres\0\0").getBytes(StandardCharsets.UTF_8);
            DataOutputStream hello = new DataOutputStream(new BufferedOutputStream(out));
            hello.writeInt(8 + text.length);
            hello.writeInt(PROTOCOL_3);
            hello.write(text);
            hello.flush();
            while (forward(new DataOutputStream(OutputStream.nullOutputStream())) != -'I') {
                // parameters of the session
            }
        }

        /** Passes messages to and fro until the server says that no transaction is open. */
        void transaction(int first, DataInputStream from, DataOutputStream to) throws IOException {
            int type = first;
            while (true) {
                DataOutputStream up = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
                byte[] content = new byte[from.readInt() - 4];
                from.readFully(content);
                up.writeByte(type);
                up.writeInt(content.length + 4);
                up.write(content);
                up.flush();
                if ("QSc".indexOf(type) >= 0 && answered(to)) {
                    return;
                }
                type = from.readByte();
            }
        }

        /** Passes an answer on; true when it ended with no transaction open. A COPY that begins ends none. */
        private boolean answered(DataOutputStream to) throws IOException {
            while (true) {
                int kind = forward(to);
                if (kind < 0 || kind == 'G') {
                    to.flush();
                    return kind == -'I';
                }
            }
        }

        /** Passes one message on; its type, or for a ReadyForQuery the status with a minus. */
        private int forward(DataOutputStream to) throws IOException {
            int type = in.readByte();
            byte[] content = new byte[in.readInt() - 4];
            in.readFully(content);
            to.writeByte(type);
            to.writeInt(content.length + 4);
            to.write(content);
            return type == 'Z' ? -content[0] : type;
        }
    }
}
