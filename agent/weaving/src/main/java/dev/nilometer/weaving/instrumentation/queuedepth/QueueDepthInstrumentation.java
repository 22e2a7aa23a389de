package dev.nilometer.weaving.instrumentation.queuedepth;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.FieldOutline;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.ArrayList;
import java.util.List;

/**
 * Woven: the constructors, or the static initialiser, of classes with {@code @QueueDepth} on a field or on a method
 * without parameters. They register the member; its depth is read later and by another thread, so nothing here can
 * succeed or fail. Tried with class files of Java 8 to 25.
 */
public final class QueueDepthInstrumentation implements TypeInstrumentation {

    private static final String QUEUE_DEPTH = Annotations.API + "QueueDepth;";

    @Override
    public String library() {
        return "queue-depth";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(QUEUE_DEPTH);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        List<Probe> probes = new ArrayList<>();
        for (FieldOutline field : type.outline().fields()) {
            if (field.annotations().has(QUEUE_DEPTH)) {
                String queue = field.annotations().text(QUEUE_DEPTH, "value");
                probes.add(new Probe(queue, field.name(), false, field.isStatic()));
            }
        }
        for (MethodOutline method : type.outline().methods()) {
            if (method.annotations().has(QUEUE_DEPTH) && isReadable(type, method)) {
                String queue = method.annotations().text(QUEUE_DEPTH, "value");
                probes.add(new Probe(queue, method.name(), true, method.isStatic()));
            }
        }
        if (!probes.isEmpty()) {
            ProbeRegistrations.weave(type, probes);
        }
        for (Probe probe : probes) {
            type.report(type.member(probe.member).withQueue(probe.queue));
        }
    }

    private static boolean isReadable(WovenType type, MethodOutline method) {
        String reason = "";
        if (!method.parameters().isEmpty()) {
            reason = "@QueueDepth goes on a method without parameters";
        } else if (method.returnDescriptor().equals("V")) {
            reason = "@QueueDepth goes on a method that returns a number, a Collection or a Map";
        } else if (type.outline().isInterface() && !method.isStatic()) {
            reason = "an interface has no constructor; put @QueueDepth on the method of a class";
        }
        if (!reason.isEmpty()) {
            type.refuse(method.name(), reason);
        }
        return reason.isEmpty();
    }

    /** A member that holds or returns the depth of a queue. */
    static final class Probe {
        final String queue;
        final String member;
        final boolean isMethod;
        final boolean isStatic;

        Probe(String queue, String member, boolean isMethod, boolean isStatic) {
            this.queue = queue;
            this.member = member;
            this.isMethod = isMethod;
            this.isStatic = isStatic;
        }
    }
}
