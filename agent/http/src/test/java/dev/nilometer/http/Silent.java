package dev.nilometer.http;

import dev.nilometer.model.Diagnostics;

/** Says nothing to anybody. */
final class Silent implements Diagnostics {
    @Override
    public void warn(String sentence) {}

    @Override
    public void info(String sentence) {}

    @Override
    public void debug(String sentence) {}
}
