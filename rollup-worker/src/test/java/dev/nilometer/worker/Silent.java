package dev.nilometer.worker;

import dev.nilometer.model.Diagnostics;

/** Nothing that is said matters here. */
public final class Silent implements Diagnostics {
    @Override
    public void warn(String sentence) {}

    @Override
    public void info(String sentence) {}

    @Override
    public void debug(String sentence) {}
}
