package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Calls one public method of a library's type, which no class here may name. Found once for each type, and kept by what
 * the type keeps. Immutable, safe from every thread.
 */
final class Getter {
    private static final MethodType PLAIN = MethodType.methodType(Object.class, Object.class);
    private static final MethodType KEYED = MethodType.methodType(Object.class, Object.class, Object.class);

    private final @Nullable MethodHandle plain;
    private final @Nullable MethodHandle keyed;

    private Getter(@Nullable MethodHandle plain, @Nullable MethodHandle keyed) {
        this.plain = plain;
        this.keyed = keyed;
    }

    /** The method of this name without parameters; one that is not there or not public answers null, and is counted. */
    static Getter of(Class<?> owner, String method) {
        return new Getter(find(owner, method, PLAIN), null);
    }

    /** The method of this name that takes a text. */
    static Getter keyed(Class<?> owner, String method) {
        return new Getter(null, find(owner, method, KEYED, String.class));
    }

    private static @Nullable MethodHandle find(
            Class<?> owner, String method, MethodType shape, Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(owner.getMethod(method, parameters))
                    .asType(shape);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            SelfCounter.MESSAGE_ERRORS.increment();
            return null;
        }
    }

    /** What it answers; null when it was not found. Throws what the library throws. */
    @Nullable
    Object of(Object owner) throws Throwable {
        return plain == null ? null : (Object) plain.invokeExact(owner);
    }

    /** As above, of what stands under this name. */
    @Nullable
    Object of(Object owner, String name) throws Throwable {
        return keyed == null ? null : (Object) keyed.invokeExact(owner, (Object) name);
    }
}
