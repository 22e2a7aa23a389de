package dev.nilometer.bootstrap;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One member of one instance that tells a queue's depth: a Collection, a Map or a number. Equal to another of the same
 * member and instance, since constructors that call each other register twice. Made on an application's thread, asked on
 * the poll thread.
 */
final class QueueProbe {
    private static final long UNKNOWN = -1;

    private final String queue;
    private final @Nullable WeakReference<Object> owner;
    private final WeakReference<Class<?>> declaring;
    private final String member;
    private final boolean isMethod;
    private final int hash;

    QueueProbe(String queue, @Nullable Object owner, Class<?> declaring, String member, boolean isMethod) {
        this.queue = queue;
        this.owner = owner == null ? null : new WeakReference<>(owner);
        this.declaring = new WeakReference<>(declaring);
        this.member = member;
        this.isMethod = isMethod;
        this.hash = System.identityHashCode(owner) * 31 + Objects.hash(declaring.getName(), member, isMethod);
    }

    String queue() {
        return queue;
    }

    /** True once its instance or class is garbage. */
    boolean isGone() {
        return declaring.get() == null || (owner != null && owner.get() == null);
    }

    /** The depth; -1 when it is not there, of another type, or could not be read, the last two being counted. */
    long ask() {
        try {
            Class<?> type = declaring.get();
            Object instance = owner == null ? null : owner.get();
            if (type == null || (owner != null && instance == null)) {
                return UNKNOWN;
            }
            return depthOf(isMethod ? call(type, instance) : read(type, instance));
        } catch (Throwable e) {
            SelfCounter.PROBE_ERRORS.increment();
            return UNKNOWN;
        }
    }

    private @Nullable Object read(Class<?> type, @Nullable Object instance) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(member);
        field.setAccessible(true);
        return field.get(instance);
    }

    private @Nullable Object call(Class<?> type, @Nullable Object instance) throws ReflectiveOperationException {
        Method method = type.getDeclaredMethod(member);
        method.setAccessible(true);
        return method.invoke(instance);
    }

    private static long depthOf(@Nullable Object value) {
        if (value == null) {
            return UNKNOWN;
        }
        if (value instanceof Collection) {
            return ((Collection<?>) value).size();
        }
        if (value instanceof Map) {
            return ((Map<?, ?>) value).size();
        }
        if (value instanceof Number && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        SelfCounter.PROBE_ERRORS.increment();
        return UNKNOWN;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof QueueProbe)) {
            return false;
        }
        QueueProbe that = (QueueProbe) other;
        return this == that
                || (hash == that.hash
                        && member.equals(that.member)
                        && isMethod == that.isMethod
                        && sameReferent(declaring, that.declaring)
                        && sameOwner(that));
    }

    private boolean sameOwner(QueueProbe that) {
        return (owner == null || that.owner == null) ? owner == that.owner : sameReferent(owner, that.owner);
    }

    private static boolean sameReferent(WeakReference<?> one, WeakReference<?> other) {
        Object referent = one.get();
        return referent != null && referent == other.get();
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
