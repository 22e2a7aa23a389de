package dev.nilometer.agent;

import dev.nilometer.agent.options.Options;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.weaving.Gate;
import dev.nilometer.weaving.Weaver;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The start beside the application's own, on the thread nilometer-start: the recorder is put into java.base, classes may
 * be woven from then on, and the rooms are put together behind it. If the recorder cannot be there, one line says so,
 * nothing is woven, and the application runs as if the agent were not there.
 */
final class Start implements Runnable {
    private final Options options;
    private final AgentLog log;
    private final Instrumentation instrumentation;
    private final JarFile jar;
    private final Weaver weaver;
    private final Gate gate;
    private final StartLine startLine;

    Start(
            Options options,
            AgentLog log,
            Instrumentation instrumentation,
            JarFile jar,
            Weaver weaver,
            Gate gate,
            StartLine startLine) {
        this.options = options;
        this.log = log;
        this.instrumentation = instrumentation;
        this.jar = jar;
        this.weaver = weaver;
        this.gate = gate;
        this.startLine = startLine;
    }

    @Override
    public void run() {
        Assembly assembly;
        try {
            Bridge.openJavaLang(instrumentation);
            List<String> bridge = Bridge.define(jar);
            assembly = new Assembly(options, startLine, weaver, log);
            assembly.beginToRecord();
            Bridge.initialise(bridge);
        } catch (Throwable failure) { // whatever it is, the application must not miss it
            giveUp(failure);
            return;
        }
        gate.open();
        try {
            assembly.run();
        } catch (Throwable failure) { // a heap that ends now, say: nobody would drain what is recorded
            Recorder.stop();
            giveUp(failure);
        }
    }

    private void giveUp(Throwable failure) {
        gate.close();
        instrumentation.removeTransformer(weaver);
        startLine.isObsolete();
        log.warn("could not start (" + failure + "); the application runs without the agent");
    }
}
