package dev.nilometer.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Puts the recorder into java.base, where every loader of the host finds it: plain class paths, named modules, OSGi and
 * JBoss Modules alike. The shade step has named its classes {@code java.lang.Nilometer…}; they are defined with a
 * look-up on {@code Object}, supertypes first. Once per JVM, on nilometer-start.
 */
final class Bridge {
    private static final String LIST = "META-INF/nilometer-bridge";
    private static final String ENDING = ".classdata";

    private Bridge() {}

    /** Opens java.lang to this class's unnamed module alone: not to the host's class path, where the premain class is. */
    static void openJavaLang(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.<Module>emptySet(),
                Collections.<String, Set<Module>>emptyMap(),
                Collections.singletonMap("java.lang", Collections.singleton(Bridge.class.getModule())),
                Collections.<Class<?>>emptySet(),
                Collections.<Class<?>, List<Class<?>>>emptyMap());
    }

    /**
     * Defines every class of the bridge that the jar holds; {@link #openJavaLang} comes first.
     *
     * @return their binary names
     */
    static List<String> define(JarFile jar) throws IOException, IllegalAccessException {
        Lookup lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        Map<String, byte[]> waiting = classesIn(jar);
        List<String> names = new ArrayList<>(waiting.size());
        for (String name : waiting.keySet()) {
            names.add(name.replace('/', '.'));
        }
        Deque<String> path = new ArrayDeque<>();
        while (!waiting.isEmpty()) {
            path.push(waiting.keySet().iterator().next());
            while (!path.isEmpty()) {
                defineOrDescend(lookup, waiting, path);
            }
        }
        return names;
    }

    /**
     * Runs their static initialisers here and now. Left to the application's threads, one of them might run where a stack
     * or a heap ends, and the JVM would answer every later call with a NoClassDefFoundError of ours.
     */
    static void initialise(List<String> names) throws ClassNotFoundException {
        for (String name : names) {
            Class.forName(name, true, null);
        }
    }

    /** Defines the class on top of the path, or puts the supertype that it still waits for on top. */
    private static void defineOrDescend(Lookup lookup, Map<String, byte[]> waiting, Deque<String> path)
            throws IOException, IllegalAccessException {
        String name = path.peek();
        byte[] bytes = waiting.get(name);
        if (bytes != null) {
            for (String supertype : ClassHeader.supertypes(bytes)) {
                if (waiting.containsKey(supertype)) {
                    path.push(supertype);
                    return;
                }
            }
            lookup.defineClass(bytes);
            waiting.remove(name);
        }
        path.pop();
    }

    /** As the build's list names them: to look through all entries of the jar would cost a start 15 ms. */
    private static Map<String, byte[]> classesIn(JarFile jar) throws IOException {
        String list = new String(read(jar, LIST), StandardCharsets.US_ASCII);
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (String entry : list.split("\n")) {
            String name = entry.trim();
            classes.put(name.substring(0, name.length() - ENDING.length()), read(jar, name));
        }
        return classes;
    }

    private static byte[] read(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            throw new IOException("the agent jar has no " + name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
