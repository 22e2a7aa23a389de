package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.drain.Drain;
import dev.nilometer.weaving.Weaver;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent. Called once, by {@code Premain}, on the JVM's main thread: what must be there before the first class
 * of the application is done here, and the rest by {@link Assembly} beside the application's start.
 */
public final class Agent {
    private static final long MAX_EXIT_MILLIS = 2_000;

    private Agent() {}

    /** What the premain class calls by name. */
    public static void start(@Nullable String argument, Instrumentation instrumentation, JarFile jar) throws Exception {
        Options options = Options.resolve(argument == null ? "" : argument, System.getProperties(), System.getenv());
        if (!options.bool(AgentOption.ENABLED)) {
            return;
        }
        AgentLog log = AgentLog.onStderr(options.level());
        if (Bridge.isThere()) {
            log.warn("this JVM has an agent already; the second -javaagent is ignored");
            return;
        }
        Bridge.openJavaLang(instrumentation);
        Bridge.define(jar);
        say(options, log, Version.of(jar));
        record(options, log, Version.of(jar), instrumentation);
    }

    private static void say(Options options, AgentLog log, String version) {
        for (String complaint : options.complaints()) {
            log.warn(complaint);
        }
        log.info(StartLine.of(options, version));
        if (log.showsDebug()) {
            for (Setting setting : options.all()) {
                log.debug(setting.toString());
            }
        }
    }

    private static void record(Options options, AgentLog log, String version, Instrumentation instrumentation) {
        Weaver weaver = Weaving.of(options, log);
        DrainSettings drainSettings = RoomSettings.drain(options);
        Facade.setConfidence(
                options.fraction(AgentOption.CONFIDENCE_HIGH), options.fraction(AgentOption.CONFIDENCE_MEDIUM));
        for (Setting price : options.family(AgentOption.PRICE_MODEL).values()) {
            double[] usd = options.pair(price);
            Facade.setPrice(AgentOption.PRICE_MODEL.memberNamed(price.key()), usd[0], usd[1]);
        }
        Drain.prepareRecorder(drainSettings);
        instrumentation.addTransformer(weaver, false);
        Recorder.start();
        Assembly assembly = new Assembly(options, version, weaver, drainSettings, log);
        AgentThreads.start("nilometer-start", assembly);
        AgentThreads.start("nilometer-warm", new WarmUp(weaver));
        LastHook.register(new LastFlush(assembly), MAX_EXIT_MILLIS, log);
    }

    /** Loads Byte Buddy before the first class needs it. */
    private static final class WarmUp implements Runnable {
        private final Weaver weaver;

        WarmUp(Weaver weaver) {
            this.weaver = weaver;
        }

        @Override
        public void run() {
            weaver.warmUp();
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
