package dev.nilometer.bootstrap;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value out of an argument by the name that an annotation gave: {@code @ItemId("id")}.
 *
 * <p>Called by woven code on the application's threads. Found once for each class and name (a record component or method
 * {@code id()}, a getter {@code getId()} or {@code isId()}, a field {@code id}; the class before its superclasses), then
 * kept as long as the class is. Never throws: what cannot be found, or throws itself, is null and counted.
 */
public final class Members {

    private static final ClassValue<ConcurrentHashMap<String, Reading>> READINGS = new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, Reading> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Members() {}

    /** The value of a member; null when the owner is null, or has no such member, or the member throws. */
    public static @Nullable Object read(@Nullable Object owner, String name) {
        if (owner == null) {
            return null;
        }
        try {
            ConcurrentHashMap<String, Reading> readings = READINGS.get(owner.getClass());
            Reading reading = readings.get(name);
            if (reading == null) {
                reading = new Reading(find(owner.getClass(), name));
                readings.put(name, reading);
            }
            return reading.of(owner);
        } catch (InvocationTargetException | IllegalAccessException | RuntimeException | LinkageError e) {
            SelfCounter.ITEM_ERRORS.increment();
            return null;
        }
    }

    /** The number of a delivery as an int; 0, which means unknown, for what is no number or no int. */
    public static int attempt(@Nullable Object number) {
        if (!(number instanceof Number)) {
            return 0;
        }
        long value = ((Number) number).longValue();
        return value == (int) value ? (int) value : 0;
    }

    private static @Nullable Member find(Class<?> owner, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT).concat(name.substring(1));
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            Member member = declared(type, name, capital);
            if (member != null) {
                ((AccessibleObject) member).setAccessible(true);
                return member;
            }
        }
        return inherited(owner, name, capital);
    }

    private static @Nullable Member declared(Class<?> type, String name, String capital) {
        for (String candidate : new String[] {name, "get".concat(capital), "is".concat(capital)}) {
            for (Method method : type.getDeclaredMethods()) {
                if (isGetter(method, candidate)) {
                    return method;
                }
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                return field;
            }
        }
        return null;
    }

    /** A default method of an interface. */
    private static @Nullable Member inherited(Class<?> owner, String name, String capital) {
        for (Method method : owner.getMethods()) {
            if (isGetter(method, name) || isGetter(method, "get".concat(capital))) {
                method.setAccessible(true);
                return method;
            }
        }
        return null;
    }

    private static boolean isGetter(Method method, String name) {
        return method.getName().equals(name)
                && method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers());
    }

    /** A member that was looked for, found or not. */
    private static final class Reading {

        private final @Nullable Member member;

        Reading(@Nullable Member member) {
            this.member = member;
        }

        @Nullable
        Object of(Object owner) throws InvocationTargetException, IllegalAccessException {
            if (member instanceof Method) {
                return ((Method) member).invoke(owner);
            }
            if (member instanceof Field) {
                return ((Field) member).get(owner);
            }
            SelfCounter.ITEM_ERRORS.increment();
            return null;
        }
    }
}
