package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Classes under the names of other libraries, which the tests' own class path must not have: compiled once from
 * {@code src/test/libraries}, and loaded by throw-away loaders that weave them.
 */
public final class CompiledTargets {
    private static final Path SOURCES = Path.of("src/test/libraries");
    private static final Path CLASSES = Path.of("target/test-libraries");

    static {
        compile();
    }

    private CompiledTargets() {}

    private static void compile() {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", CLASSES.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(result).isZero();
    }

    /** Calls a public static method of a class, all being woven. */
    public static void call(Weaver weaver, String className, String method) throws Exception {
        try {
            new Loader(weaver).loadClass(className).getMethod(method).invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** Loads classes of these names in this order, all being woven; what the weaver learns from them is all that is left. */
    public static void load(Weaver weaver, String... classNames) throws ClassNotFoundException {
        Loader loader = new Loader(weaver);
        for (String className : classNames) {
            loader.loadClass(className);
        }
    }

    /** Takes from the compiled classes what is there, and the rest from the tests. */
    private static final class Loader extends ClassLoader {
        private final Weaver weaver;

        Loader(Weaver weaver) {
            super("compiled", Loader.class.getClassLoader());
            this.weaver = weaver;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Path file = CLASSES.resolve(name.replace('.', '/') + ".class");
            try {
                byte[] bytes = Files.readAllBytes(file);
                byte[] woven = weaver.transform(this, name.replace('.', '/'), null, null, bytes);
                byte[] defined = woven == null ? bytes : woven;
                return defineClass(name, defined, 0, defined.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
