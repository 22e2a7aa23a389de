package dev.nilometer.weaving;

import dev.nilometer.bootstrap.Carrier;
import dev.nilometer.weaving.instrumentation.executors.ExecutorsInstrumentation;
import dev.nilometer.weaving.outline.ClassOutline;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the JDK's executors and threads, all at once, by redefining them. Run once, on a thread of the agent, when the first class
 * that begins executions was woven: an application without executions keeps the JDK as it is. Redefined and not
 * retransformed, so that it survives the retransformations of other agents and costs no class that is loaded later
 * anything. If it fails, the JDK stays as it was, and work that changes threads is measured outside its execution.
 */
public final class ExecutorWeaver {

    private final Weaver weaver;
    private final Instrumentation instrumentation;

    /** Reports to the weaver's report, and obeys its settings. */
    public ExecutorWeaver(Weaver weaver, Instrumentation instrumentation) {
        this.weaver = weaver;
        this.instrumentation = instrumentation;
    }

    /** Does it; fails with one line, and where the heap is full with its error, as if it had not been tried. */
    public void run() {
        ExecutorsInstrumentation executors = new ExecutorsInstrumentation();
        if (!weaver.settings().enabled(executors.library())) {
            return;
        }
        try {
            Carrier.prepare();
            weave(executors);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // whatever it is, the application goes on
            String reason = "the JDK could not be redefined: " + e;
            weaver.report().refused(List.of(RefusedMember.of("java.util.concurrent", "", "", reason)));
            weaver.diagnostics()
                    .warn(
                            "Tasks are measured outside the execution that hands them over, unless Nilometer.wrap is used; "
                                    + reason);
        }
    }

    private void weave(ExecutorsInstrumentation executors) throws Exception {
        long began = System.nanoTime();
        WeaveReport parts = new WeaveReport();
        List<ClassDefinition> definitions = new ArrayList<>();
        for (String name : ExecutorsInstrumentation.CLASSES) {
            Class<?> type = find(name);
            byte[] woven = type == null ? null : weave(bytes(type), executors, parts);
            if (woven != null) {
                definitions.add(new ClassDefinition(type, woven));
            }
        }
        long woven = System.nanoTime();
        instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
        weaver.diagnostics()
                .debug("executors: woven in " + (woven - began) / 1_000_000 + " ms, redefined in "
                        + (System.nanoTime() - woven) / 1_000_000 + " ms");
        weaver.report().woven(parts.woven());
    }

    private byte @Nullable [] weave(byte[] classFile, ExecutorsInstrumentation executors, WeaveReport parts) {
        WovenType type = new WovenType(ClassOutline.of(classFile), "");
        return Loom.weave(type, classFile, List.of(executors), weaver.settings(), parts);
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException olderJdk) {
            return null;
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException(type.getName());
            }
            return in.readAllBytes();
        }
    }
}
