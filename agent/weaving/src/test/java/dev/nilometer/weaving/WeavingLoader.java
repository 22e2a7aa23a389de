package dev.nilometer.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A throw-away loader that weaves: loads the named classes (and those nested in them) itself, from the test's own class
 * files, and leaves all others to the test's loader.
 */
public final class WeavingLoader extends ClassLoader {

    private final Weaver weaver;
    private final String[] targets;

    public WeavingLoader(Weaver weaver, Class<?>... targets) {
        super("throw-away", WeavingLoader.class.getClassLoader());
        this.weaver = weaver;
        this.targets = new String[targets.length];
        for (int i = 0; i < targets.length; i++) {
            this.targets[i] = targets[i].getName();
        }
    }

    /** The woven twin of a class. */
    public Class<?> twin(Class<?> original) {
        try {
            return Class.forName(original.getName(), true, this);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Defines a class of these bytes, woven. */
    public Class<?> define(String name, byte[] classFile) {
        byte @Nullable [] woven = weaver.transform(this, name.replace('.', '/'), null, null, classFile);
        byte[] bytes = woven == null ? classFile : woven;
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return isTarget(name) ? define(name, classFile(name)) : super.loadClass(name, resolve);
        }
    }

    private boolean isTarget(String name) {
        for (String target : targets) {
            if (name.equals(target) || name.startsWith(target + "$")) {
                return true;
            }
        }
        return false;
    }

    private byte[] classFile(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
