package dev.nilometer.store.send;

import dev.nilometer.store.Postgres;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureClassLoader;

/**
 * Holds one loading of pgjdbc and of what is linked to it. A class whose static initialiser failed is unusable in its
 * loader for ever (JLS 12.4.2), and a host whose heap is full lets any of them fail: with a loader of their own the
 * sender lets go of them all and loads them anew. The bytes are those that the parent has. Safe from every thread.
 */
final class DriverLoader extends SecureClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String PGJDBC = "org.postgresql.";
    private static final String LINKED_TO_IT = "dev.nilometer.store.driver.";

    private DriverLoader(ClassLoader parent) {
        super(parent);
    }

    /** The driver, loaded anew. */
    static Postgres load() {
        try {
            return (Postgres) new DriverLoader(DriverLoader.class.getClassLoader())
                    .loadClass(LINKED_TO_IT + "Pgjdbc")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("pgjdbc could not be loaded", e);
        }
    }

    /** True when an initialiser failed, now or before; false when there is no such class, which no loader can mend. */
    static boolean canMend(LinkageError e) {
        return !(e.getCause() instanceof ClassNotFoundException);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PGJDBC) && !name.startsWith(LINKED_TO_IT)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, DriverLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
