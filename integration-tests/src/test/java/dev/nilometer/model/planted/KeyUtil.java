package dev.nilometer.model.planted;

/** A class whose name says nothing. */
final class KeyUtil {

    private KeyUtil() {}
}
