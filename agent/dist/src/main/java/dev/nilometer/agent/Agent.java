package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.bootstrap.Recorder;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Starts the agent, room by room. Called once, by {@code Premain}, on the JVM's main thread. */
public final class Agent {
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
        for (String complaint : options.complaints()) {
            log.warn(complaint);
        }
        openBridge(instrumentation, jar);
        instrumentation.addTransformer(Weaving.of(options, log), false);
        Recorder.start();
        log.info(StartLine.of(options, Version.of(jar)));
        if (log.showsDebug()) {
            for (Setting setting : options.all()) {
                log.debug(setting.toString());
            }
        }
    }

    private static void openBridge(Instrumentation instrumentation, JarFile jar) throws Exception {
        Bridge.openJavaLang(instrumentation);
        Bridge.define(jar);
    }
}
