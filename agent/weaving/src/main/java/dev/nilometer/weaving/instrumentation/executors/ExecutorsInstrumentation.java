package dev.nilometer.weaving.instrumentation.executors;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.List;

/**
 * Woven: where the JDK's executors and threads are given work, and where they begin it. Nothing here succeeds or fails: what
 * a task records belongs to the execution in which it was handed over. Only methods that are called once a task are
 * woven, and not loops: a worker that waits in an old one would never see a new one. Tried with JDK 17 and 25.
 */
public final class ExecutorsInstrumentation implements TypeInstrumentation {

    /** What is redefined, in the order in which it is woven. A JDK may lack some. */
    public static final List<String> CLASSES = List.of(
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ThreadPoolExecutor$Worker",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ForkJoinTask",
            "java.lang.Thread",
            "java.lang.ThreadBuilders");

    @Override
    public String library() {
        return "executors";
    }

    /** None: no class that is loaded has a hit. */
    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.classNames(List.of());
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        if (!CLASSES.contains(type.outline().name())) {
            return;
        }
        for (MethodOutline method : type.outline().methods()) {
            HandOver handOver = HandOver.of(type.outline(), method);
            if (handOver != null && type.claim(method)) {
                handOver.weave(type, method);
                type.report(type.member(method.name()));
            }
        }
    }
}
