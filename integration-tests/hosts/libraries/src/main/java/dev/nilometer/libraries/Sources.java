package dev.nilometer.libraries;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Where a class came from, as text. */
final class Sources {
    private Sources() {}

    /** Name, file and loader; the JDK's own classes have no file. */
    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "none";
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + " from " + (source == null ? "the JDK" : source.getLocation()) + " by "
                + name(type.getClassLoader());
    }

    /** As above, of an object's class. */
    static String ofClassOf(@Nullable Object object) {
        return of(object == null ? null : object.getClass());
    }

    /** A loader without its identity, which differs from run to run. */
    static String name(@Nullable ClassLoader loader) {
        return loader == null ? "boot" : loader.getClass().getName() + " " + loader.getName();
    }
}
