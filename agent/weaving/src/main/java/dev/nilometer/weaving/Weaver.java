package dev.nilometer.weaving;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.weaving.outline.ClassOutline;
import dev.nilometer.weaving.outline.ComposedAnnotations;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The agent's class file transformer: lets nearly every class pass after one look at its constant pool, and weaves those
 * with a hit.
 *
 * <p>Called by the JVM on every thread that loads a class, several at once; takes no lock on the way without a hit.
 * Never throws: a class that cannot be woven keeps its bytes, with one warning and a line in {@link #report}. Register
 * it as one that cannot retransform; what it wove then survives the retransformations of other agents.
 */
public final class Weaver implements ClassFileTransformer {

    /** Of the JDK's own, and of the agent's few classes outside its loader. */
    private static final String[] IGNORED_PREFIXES = {
        "java/", "javax/", "jdk/", "sun/", "com/sun/", "dev/nilometer/agent/"
    };

    /** Where libraries handle the annotations that they are known by: they mention them, and carry none. */
    private static final String[] HANDLERS = {
        "org/springframework/scheduling/",
        "org/springframework/context/event/",
        "org/springframework/transaction/event/",
        "org/springframework/kafka/annotation/",
        "org/springframework/amqp/rabbit/annotation/",
        "org/springframework/jms/annotation/",
        "io/micrometer/core/",
        "com/codahale/metrics/",
        "org/eclipse/microprofile/",
        "io/smallrye/metrics/"
    };

    /** Subclasses made at run time, whose methods carry copied annotations and call what is woven anyway. */
    private static final String[] GENERATED = {
        "$$EnhancerBy", "$$SpringCGLIB$$", "$ByteBuddy$", "$MockitoMock$", "$HibernateProxy$", "_$$_"
    };

    /** So many classes of the application's own make it likely that one will be woven: a hello world has fewer. */
    private static final int CLASSES_OF_AN_APPLICATION = 64;

    private final List<TypeInstrumentation> instrumentations = new ArrayList<>();
    private final Set<String> descriptors = new LinkedHashSet<>();
    private volatile ConstantPoolScan scan;

    /** Made with the first that is learned: most applications have none. */
    private volatile @Nullable ComposedAnnotations composed;

    private final List<NamePattern> classNames = new ArrayList<>();
    private final WeaverSettings settings;
    private final Diagnostics diagnostics;
    private final Gate gate;
    private final CountDownLatch warmUpWanted = new CountDownLatch(1);
    private final CountDownLatch executionsWoven = new CountDownLatch(1);
    private final WeaveReport report = new WeaveReport();
    private final @Nullable ClassLoader own = Weaver.class.getClassLoader();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    /** Racy on purpose: a class that is not counted delays the warm-up by one class. */
    private int applicationClasses;

    /** A weaver of all instrumentations that are not switched off, for an application that can be recorded already. */
    public Weaver(WeaverSettings settings, Diagnostics diagnostics) {
        this(settings, diagnostics, Gate.opened());
    }

    /** As above; classes with a hit wait at the gate. */
    public Weaver(WeaverSettings settings, Diagnostics diagnostics, Gate gate) {
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.gate = gate;
        for (TypeInstrumentation instrumentation : Instrumentations.ALL) {
            if (settings.enabled(instrumentation.library())) {
                instrumentations.add(instrumentation);
                Trigger trigger = instrumentation.trigger(settings);
                descriptors.addAll(trigger.descriptors());
                classNames.addAll(trigger.classNames());
            }
        }
        this.scan = new ConstantPoolScan(descriptors);
    }

    /**
     * Waits until the application has loaded {@value #CLASSES_OF_AN_APPLICATION} classes or one that is to be woven, then
     * loads what the first woven class will need, in 0.1 to 0.5 s; for a daemon thread of the agent beside the start of
     * the application. Fails silently: the first woven class will then say what is wrong.
     */
    public void warmUp() {
        try {
            warmUpWanted.await();
            Loom.warmUp();
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | LinkageError e) {
            diagnostics.debug("The weaver could not warm up: " + e);
        } catch (VirtualMachineError e) {
            diagnostics.heapExhausted();
        }
    }

    /** Waits until a class was woven that begins executions; it may never come. */
    public void awaitExecutions() throws InterruptedException {
        executionsWoven.await();
    }

    WeaverSettings settings() {
        return settings;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** What was woven and refused so far. */
    public WeaveReport report() {
        return report;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (className == null || loader == null || loader == own || loader == platform) {
            return null;
        }
        try {
            return isConcerned(className, classFile) && passesGate(className, loader) ? weave(loader, classFile) : null;
        } catch (Throwable e) { // the application's class must load, whatever happened here
            refuse(className, loader, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            diagnostics.debug("Weaving " + className.replace('/', '.') + " failed with " + e);
            return null;
        }
    }

    private boolean passesGate(String className, ClassLoader loader) {
        boolean open = gate.isOpen();
        if (!open && !gate.isDecided()) {
            refuse(className, loader, "the agent was not ready in time");
        }
        return open;
    }

    private boolean isConcerned(String className, byte[] classFile) {
        if (applicationClasses < CLASSES_OF_AN_APPLICATION && !startsWithAny(className, IGNORED_PREFIXES)) {
            countOne();
        }
        return (isNamed(className) || (scan.hits(classFile) && !startsWithAny(className, HANDLERS)))
                && !startsWithAny(className, IGNORED_PREFIXES)
                && !containsAny(className, GENERATED);
    }

    private void countOne() {
        applicationClasses++;
        if (applicationClasses >= CLASSES_OF_AN_APPLICATION) {
            warmUpWanted.countDown();
        }
    }

    private boolean isNamed(String className) {
        for (int i = 0; i < classNames.size(); i++) {
            if (classNames.get(i).matches(className)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsAny(String name, String[] parts) {
        for (String part : parts) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private byte @Nullable [] weave(ClassLoader loader, byte[] classFile) {
        warmUpWanted.countDown();
        ClassOutline outline = ClassOutline.of(classFile);
        if (outline.isAnnotation()) {
            learn(outline);
            return null;
        }
        ComposedAnnotations known = composed;
        if (known != null) {
            known.explain(outline);
        }
        WovenType type = new WovenType(outline, nameOf(loader));
        byte[] woven = Loom.weave(type, classFile, instrumentations, settings, report);
        if (report.hasExecutions()) {
            executionsWoven.countDown();
        }
        return woven;
    }

    /** From here on, classes that carry this annotation have a hit too. */
    private synchronized void learn(ClassOutline annotation) {
        ComposedAnnotations known = composed == null ? new ComposedAnnotations() : composed;
        if (known.learn(annotation, descriptors)) {
            composed = known;
            descriptors.add(annotation.descriptor());
            scan = new ConstantPoolScan(descriptors);
        }
    }

    /** The loader's name if it has one; never its toString(), which is the application's code. */
    private static String nameOf(ClassLoader loader) {
        String name = loader.getName();
        return name == null
                ? loader.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(loader))
                : name;
    }

    private void refuse(String internalName, ClassLoader loader, String reason) {
        String className = internalName.replace('/', '.');
        report.refused(List.of(RefusedMember.of(className, "", nameOf(loader), reason)));
        diagnostics.warn("Class " + className + " is not measured, it could not be woven: " + reason);
    }
}
