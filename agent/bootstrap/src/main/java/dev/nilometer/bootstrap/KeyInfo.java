package dev.nilometer.bootstrap;

import java.util.Arrays;

/**
 * What a key stands for: a metric and its labels. Immutable, safe from every thread; texts are bounded but not yet
 * cleaned.
 */
public final class KeyInfo {
    private final int metricCode;
    private final String name;
    private final String[] labels;
    private final boolean overflow;
    private final int hash;
    private int key;

    KeyInfo(int metricCode, String name, boolean overflow, String... labels) {
        this.metricCode = metricCode;
        this.name = name;
        this.overflow = overflow;
        this.labels = labels;
        this.hash = 31 * (31 * metricCode + name.hashCode()) + Arrays.hashCode(labels);
    }

    /** The number by which the record path knows it; from 1. */
    public int key() {
        return key;
    }

    /** Set once, before the info is published. */
    void number(int number) {
        this.key = number;
    }

    /** The code of the metric type, see {@link Keys}. */
    public int metricCode() {
        return metricCode;
    }

    /** The application's own name of a value; '' for every other metric. */
    public String name() {
        return name;
    }

    /** Names and values of the labels by turns; shared, not to be changed. */
    public String[] labels() {
        return labels;
    }

    /** The value of a label; '' when it has none of this name. */
    public String label(String labelName) {
        for (int i = 0; i + 1 < labels.length; i += 2) {
            if (labels[i].equals(labelName)) {
                return labels[i + 1];
            }
        }
        return "";
    }

    /** Heap that it takes, with its texts and its place in the table of keys. */
    int bytes() {
        int bytes = 96 + textBytes(name);
        for (String text : labels) {
            bytes += 4 + textBytes(text);
        }
        return bytes;
    }

    private static int textBytes(String text) {
        return 48 + text.length();
    }

    /** True for the key that stands for all keys of its metric beyond the limit. */
    public boolean isOverflow() {
        return overflow;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof KeyInfo)) {
            return false;
        }
        KeyInfo that = (KeyInfo) other;
        return hash == that.hash
                && metricCode == that.metricCode
                && overflow == that.overflow
                && name.equals(that.name)
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "key " + key + ": " + metricCode + " " + name + Arrays.toString(labels);
    }
}
