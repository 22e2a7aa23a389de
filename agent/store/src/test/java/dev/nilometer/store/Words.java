package dev.nilometer.store;

import dev.nilometer.model.Diagnostics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was said, for a test to read. */
public final class Words implements Diagnostics {
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void warn(String sentence) {
        warnings.add(sentence);
    }

    @Override
    public void info(String sentence) {}

    @Override
    public void debug(String sentence) {}

    public List<String> warnings() {
        return warnings;
    }
}
