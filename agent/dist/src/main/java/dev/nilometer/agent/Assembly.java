package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.Lanes;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.core.BatchSink;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.InFlight;
import dev.nilometer.core.TimeSource;
import dev.nilometer.core.drain.Drain;
import dev.nilometer.core.drain.DrainLoop;
import dev.nilometer.store.spool.Spool;
import dev.nilometer.weaving.Weaver;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rooms together behind the recorder, on the thread nilometer-start, beside the application's own start: spool,
 * drain, sender, endpoint. A room that fails costs one line, and the others work. Stopping waits for it.
 */
final class Assembly implements Runnable {
    private static final long MAX_EXIT_MILLIS = 1_900;
    private static final long MAX_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(1_700);
    private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Options options;
    private final StartLine startLine;
    private final String version;
    private final Weaver weaver;
    private final DrainSettings drainSettings;
    private final AgentLog log;

    private final CountDownLatch flowing = new CountDownLatch(1);

    /** These are written by nilometer-start alone, and read when records flow. */
    private volatile @Nullable Spool spool;

    private volatile @Nullable DrainLoop drainLoop;
    private volatile @Nullable Sending sending;
    private volatile @Nullable Endpoint endpoint;

    /** From the stop on nothing that talks to others is started any more. */
    private volatile boolean stopping;

    Assembly(Options options, StartLine startLine, Weaver weaver, AgentLog log) {
        this.options = options;
        this.startLine = startLine;
        this.version = startLine.version();
        this.weaver = weaver;
        this.drainSettings = RoomSettings.drain(options);
        this.log = log;
    }

    /** From here on nothing that woven code says is missed: lanes hold it until the drain is there. */
    void beginToRecord() {
        Recorder.neverRecord();
        Facade.setConfidence(
                options.fraction(AgentOption.CONFIDENCE_HIGH), options.fraction(AgentOption.CONFIDENCE_MEDIUM));
        for (Setting price : options.family(AgentOption.PRICE_MODEL).values()) {
            double[] usd = options.pair(price);
            Facade.setPrice(AgentOption.PRICE_MODEL.memberNamed(price.key()), usd[0], usd[1]);
        }
        Drain.prepareRecorder(drainSettings);
        LastHook.register(new LastFlush(this), MAX_EXIT_MILLIS, log);
        Recorder.start();
    }

    @Override
    public void run() {
        Drain drain;
        try {
            drain = letFlow();
        } finally {
            flowing.countDown(); // also where that failed: the end of the JVM waits for it
        }
        if (!stopping) {
            startBeside(drain);
        }
    }

    private Drain letFlow() {
        Drain.Numbers numbers = Drain.numbers(drainSettings);
        Spool opened = openSpool(numbers);
        spool = opened;
        Drain drain = drainInto(opened, numbers);
        DrainLoop loop = new DrainLoop(drain, log);
        loop.start(AgentThreads.named("nilometer-drain"));
        drainLoop = loop;
        if (opened != null) {
            opened.start(AgentThreads.named("nilometer-spool"));
            sending = startSending(opened, drain);
        }
        return drain;
    }

    /** What records do not need to flow: without it they are drained and sent all the same. */
    private void startBeside(Drain drain) {
        try {
            drain.queuePoll(drainSettings, log).start(AgentThreads.named("nilometer-poll"));
            HeapWatch heap = new HeapWatch(new HostHeap(), drain, log);
            AgentThreads.start("nilometer-heap", heap);
            startEndpoint(drain, spool, heap);
        } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
            startLine.hasNoEndpoint(String.valueOf(failure));
        }
    }

    private Drain drainInto(@Nullable Spool opened, Drain.Numbers numbers) {
        if (opened == null) {
            return Drain.of(drainSettings, numbers, BatchSink.NOWHERE, InFlight.NONE, TimeSource.SYSTEM);
        }
        SpoolLink link = new SpoolLink(opened);
        return Drain.of(drainSettings, numbers, link, link, TimeSource.SYSTEM);
    }

    private @Nullable Spool openSpool(Drain.Numbers numbers) {
        if (options.text(AgentOption.DB_URL).isEmpty()) {
            return null;
        }
        try {
            return Spool.open(RoomSettings.spool(options), RoomSettings.identity(options, version), numbers, log);
        } catch (RuntimeException | LinkageError failure) {
            log.warn("the spool could not be opened (" + failure + "); /metrics works, rows are not kept");
            return null;
        }
    }

    private @Nullable Sending startSending(Spool opened, Drain drain) {
        if (stopping) {
            return null;
        }
        if (!HostModules.has("java.sql")) {
            log.warn("records wait in the spool: " + HostModules.missing("java.sql"));
            return null;
        }
        try {
            return Sending.start(RoomSettings.send(options), opened, drain, log);
        } catch (RuntimeException | LinkageError failure) {
            log.warn("db.url: " + failure.getMessage() + "; records wait in the spool");
            return null;
        }
    }

    private void startEndpoint(Drain drain, @Nullable Spool opened, HeapWatch heap) {
        if (!options.bool(AgentOption.HTTP_ENABLED)) {
            startLine.wantsNoEndpoint();
            return;
        }
        if (!HostModules.has("jdk.httpserver")) {
            startLine.hasNoEndpoint(HostModules.missing("jdk.httpserver"));
            return;
        }
        try {
            StatusPage status = new StatusPage(options, version, weaver.report(), drain, opened, sending, heap);
            Endpoint started = Endpoint.start(options, version, status, log);
            endpoint = started;
            startLine.listens(started.port());
            if (stopping) {
                started.close();
            }
        } catch (IOException | RuntimeException | LinkageError failure) {
            boolean isTaken = failure.getCause() instanceof BindException;
            startLine.hasNoEndpoint(failure.getMessage() + (isTaken ? ", http.port=0 takes any free port" : ""));
        }
    }

    /**
     * The last flush: what lanes hold goes to the spool, and what the spool holds to the database, in less than 2 s in
     * all. What does not get there waits for the next start.
     */
    void stop() {
        long endNanos = System.nanoTime() + MAX_STOP_NANOS;
        stopping = true;
        Endpoint open = endpoint;
        if (open != null) {
            open.close();
        }
        DrainLoop loop = isFlowing() ? drainLoop : null;
        Spool opened = spool;
        if (loop == null) {
            return;
        }
        loop.stop(endNanos - System.nanoTime());
        if (opened != null) {
            opened.finish(endNanos - System.nanoTime());
            sendTheRest(opened, endNanos);
            opened.close();
        }
    }

    /** Waits for the rooms to be there, but not when there is nothing that they could take. */
    private boolean isFlowing() {
        try {
            long waitNanos = Lanes.count() == 0 ? 0 : MAX_STOP_NANOS;
            return flowing.await(waitNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException enough) {
            return false;
        }
    }

    private void sendTheRest(Spool opened, long endNanos) {
        Sending sender = sending;
        if (sender != null) {
            boolean waiting = opened.status().settled() < opened.framedSequence();
            sender.finish(waiting ? endNanos - System.nanoTime() : FAREWELL_NANOS);
        }
    }

    /** Stops recording and flushes, when all hooks of the application have run. */
    private static final class LastFlush implements Runnable {
        private final Assembly assembly;

        LastFlush(Assembly assembly) {
            this.assembly = assembly;
        }

        @Override
        public void run() {
            Recorder.stop();
            assembly.stop();
        }
    }
}
