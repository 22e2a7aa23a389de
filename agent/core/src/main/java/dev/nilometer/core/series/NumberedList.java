package dev.nilometer.core.series;

import java.util.Arrays;

/**
 * A list from 1 upwards that one thread grows and every thread may read without a lock: what is added is written before
 * the array is published again.
 */
final class NumberedList<T> {
    private volatile Object[] elements = new Object[64];
    private volatile int size;

    /** Adds one and returns its number; for the one writer. */
    int add(T element) {
        int number = size + 1;
        Object[] now = elements;
        if (number == now.length) {
            now = Arrays.copyOf(now, now.length * 2);
        }
        now[number] = element;
        elements = now;
        size = number;
        return number;
    }

    /** The one with this number; throws {@link IllegalArgumentException} for a number that was never given. */
    @SuppressWarnings("unchecked") // add() is the only writer
    T get(int number) {
        if (number < 1 || number > size) {
            throw new IllegalArgumentException("no number " + number);
        }
        return (T) elements[number];
    }

    int size() {
        return size;
    }
}
