package dev.nilometer.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The loader behind which everything but the premain class lives: the host sees none of our libraries and they never
 * see the host's. Its parent is the platform loader; its classes are the {@code .classdata} entries of the agent jar and
 * of the archive of libraries in it, which it also serves as {@code .class} resources, since weaving reads its advice
 * that way. Safe from every thread. The jar stays open for as long as the JVM runs.
 */
final class AgentLoader extends SecureClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String CLASS = ".class";
    private static final String CLASSDATA = ".classdata";
    private static final String LIBRARIES = "libraries.zip";

    private final File file;
    private final JarFile jar;
    private final String jarUrl;
    private final ProtectionDomain domain;
    private final Object opening = new Object();
    private volatile @Nullable StoredZip libraries;

    private AgentLoader(ClassLoader parent, File file, URL location) throws IOException {
        super(parent);
        this.file = file;
        this.jar = new JarFile(file, false);
        this.jarUrl = "jar:" + location + "!/";
        this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null, this, null);
    }

    /** A loader over the jar that this class came from. */
    static AgentLoader ofJarWith(Class<?> type) throws Exception {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        return new AgentLoader(platformAbove(type.getClassLoader()), file(location), location);
    }

    /** Without a URI where none is needed: its parser costs a start 1 ms. */
    private static File file(URL location) throws Exception {
        String path = location.getPath();
        return path.indexOf('%') < 0 ? new File(path) : new File(location.toURI());
    }

    /** This class is compiled for Java 8, which has no method for it; a reflective call would cost a start 15 ms. */
    private static ClassLoader platformAbove(ClassLoader loader) {
        ClassLoader top = loader;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = read(name.replace('.', '/') + CLASSDATA);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] own = read(entryName(name));
        return own == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(own);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        String entry = entryName(name);
        if (jar.getJarEntry(entry) == null) {
            return null;
        }
        try {
            return new URL(jarUrl + entry);
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL one = findResource(name);
        return one == null ? Collections.<URL>emptyEnumeration() : Collections.enumeration(Collections.singleton(one));
    }

    /** The jar's entries: the bridge looks among them for what belongs into java.base. */
    JarFile jar() {
        return jar;
    }

    private static String entryName(String resource) {
        return resource.endsWith(CLASS) ? resource + "data" : resource;
    }

    /** An entry's bytes, or null when there is none or it cannot be read. */
    private byte @Nullable [] read(String name) {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            return name.endsWith(CLASSDATA) ? readLibrary(name) : null;
        }
        return read(entry);
    }

    private byte @Nullable [] readLibrary(String name) {
        try {
            return libraries().read(name);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Opened with the first class of a library, which is not on the application's way to its main method. */
    private StoredZip libraries() throws IOException {
        StoredZip open = libraries;
        if (open != null) {
            return open;
        }
        synchronized (opening) {
            open = libraries;
            if (open == null) {
                open = StoredZip.in(file, LIBRARIES);
                libraries = open;
            }
            return open;
        }
    }

    private byte @Nullable [] read(JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = new byte[(int) entry.getSize()];
            int filled = 0;
            while (filled < bytes.length) {
                int count = in.read(bytes, filled, bytes.length - filled);
                if (count < 0) {
                    return null;
                }
                filled += count;
            }
            return bytes;
        } catch (IOException unreadable) {
            return null;
        }
    }
}
