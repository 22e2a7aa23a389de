package dev.nilometer.weaving;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.QueueProbes;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.weaving.advice.Executions;
import dev.nilometer.weaving.advice.Parameters;
import dev.nilometer.weaving.advice.Stages;
import dev.nilometer.weaving.outline.ClassOutline;
import dev.nilometer.weaving.outline.MethodOutline;
import java.io.IOException;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves one class with Byte Buddy; touched for classes with a hit only, because to load it is to load Byte Buddy.
 *
 * <p>Byte Buddy sees the bytes of this one class, and those of the JDK: nothing is asked of the application's loader, which
 * may be holding its locks right now. Stateless, for any thread.
 */
final class Loom {

    private static final ByteBuddy BYTE_BUDDY = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    /** What a class that was woven before mentions. */
    private static final ConstantPoolScan WOVEN = new ConstantPoolScan(List.of(
            Type.getInternalName(Recorder.class),
            Type.getInternalName(Facade.class),
            Type.getInternalName(QueueProbes.class)));

    private Loom() {}

    /**
     * The class with what the instrumentations put in; null when they put in nothing, and when they did so before: an
     * agent that redefines a class may hand back the class file that it was shown, and a call must not count twice.
     *
     * @throws RuntimeException when it cannot be woven
     */
    static byte @Nullable [] weave(
            WovenType type,
            byte[] classFile,
            List<TypeInstrumentation> instrumentations,
            WeaverSettings settings,
            WeaveReport report) {
        if (WOVEN.hits(classFile)) {
            return null;
        }
        for (TypeInstrumentation instrumentation : instrumentations) {
            type.enter(instrumentation.library());
            instrumentation.weave(type, settings);
        }
        byte[] woven = type.woven().isEmpty() ? null : apply(type, classFile);
        report.refused(type.refused());
        report.woven(type.woven());
        if (type.hasExecutions()) {
            report.executions();
        }
        return woven;
    }

    private static byte[] apply(WovenType type, byte[] classFile) {
        String name = type.outline().name();
        ClassFileLocator files = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.ofPlatformLoader());
        TypePool types = new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(), files, TypePool.Default.ReaderMode.FAST);
        TypeDescription description = types.describe(name).resolve();
        DynamicType.Builder<?> builder = BYTE_BUDDY.decorate(description, files);
        for (AsmVisitorWrapper visitor : type.visitors()) {
            builder = builder.visit(visitor);
        }
        return builder.make().getBytes();
    }

    /** Weaves a class of our own with every kind of advice and throws it away, so that the first real one finds all loaded. */
    static void warmUp() throws IOException {
        String name = Loom.class.getPackageName() + ".WarmedUp";
        byte[] classFile = ClassFileLocator.ForClassLoader.of(Loom.class.getClassLoader())
                .locate(name)
                .resolve();
        WovenType type = new WovenType(ClassOutline.of(classFile), "");
        for (MethodOutline method : type.outline().methods()) {
            boolean later = method.returnDescriptor().startsWith("L");
            type.weave(
                    method,
                    method.isStatic() ? Stages.advice(0, later) : Executions.advice(0, Parameters.none(), later));
        }
        apply(type, classFile);
    }
}
