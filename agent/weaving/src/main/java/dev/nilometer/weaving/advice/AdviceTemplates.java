package dev.nilometer.weaving.advice;

import dev.nilometer.bootstrap.Recorder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.pool.TypePool;

/**
 * Reads advice by the name of its class, from the agent's own loader and without loading it, and makes what it suppresses
 * be counted. For any thread; a template is read from the jar once.
 */
public final class AdviceTemplates {

    private static final ClassFileLocator FILES =
            new KeptClassFiles(ClassFileLocator.ForClassLoader.of(AdviceTemplates.class.getClassLoader()));

    private static final TypePool TYPES = new TypePool.Default.WithLazyResolution(
            TypePool.CacheProvider.Simple.withObjectType(), FILES, TypePool.Default.ReaderMode.FAST);

    private static final Advice.ExceptionHandler COUNTED = counted();

    private AdviceTemplates() {}

    /** The template with these parameters bound. */
    public static Advice bound(Advice.WithCustomMapping bindings, String adviceClass) {
        TypeDescription template = TYPES.describe(adviceClass).resolve();
        return bindings.to(template, FILES).withExceptionHandler(COUNTED);
    }

    private static Advice.ExceptionHandler counted() {
        try {
            return new Advice.ExceptionHandler.Simple(MethodInvocation.invoke(
                    new MethodDescription.ForLoadedMethod(Recorder.class.getMethod("adviceFailed", Throwable.class))));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The agent's parts do not fit together", e);
        }
    }
}
