package dev.nilometer.weaving.planted;

import java.util.List;

/** Advice that keeps state, touches collections, is not static and lets throwables out. */
public final class CarelessAdvice {

    /** The planted field. */
    static int calls;

    /** The planted advice. */
    @OnMethodEnter
    List<String> enter() {
        calls++;
        return List.of();
    }

    /** Named like Byte Buddy's, so that the rule can be tried without it. */
    @interface OnMethodEnter {
        Class<?> suppress() default Void.class;
    }
}
