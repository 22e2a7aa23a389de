package dev.nilometer.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.nio.charset.Charset;
import java.nio.file.spi.FileSystemProvider;
import java.security.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TimeZone;
import java.util.stream.Stream;

/** What is one for the whole JVM: properties, variables, locale, time zone, providers, defaults of the network. */
final class JvmView {
    private static final String[] RESOURCES = {
        "META-INF/services/java.sql.Driver",
        "META-INF/services/java.nio.file.spi.FileSystemProvider",
        "META-INF/services/java.lang.System$LoggerFinder",
        "META-INF/services/com.sun.net.httpserver.spi.HttpServerProvider",
        "org/postgresql/Driver.class",
        "net/bytebuddy/ByteBuddy.class",
        "io/prometheus/metrics/core/metrics/Counter.class",
        "prometheus.properties",
        "logging.properties"
    };

    private JvmView() {}

    static Stream<String> lines() {
        ClassLoader loader = JvmView.class.getClassLoader();
        return Stream.of(
                        System.getProperties().entrySet().stream().map(each -> "property " + each),
                        System.getenv().entrySet().stream().map(each -> "variable " + each),
                        defaults(),
                        Arrays.stream(Security.getProviders()).map(each -> "security provider " + each),
                        FileSystemProvider.installedProviders().stream()
                                .map(each -> "file system " + Sources.ofClassOf(each)),
                        Arrays.stream(RESOURCES).flatMap(each -> resources(loader, each)),
                        Arrays.stream(loader.getDefinedPackages()).map(each -> "package " + each.getName()))
                .flatMap(each -> each);
    }

    private static Stream<String> defaults() {
        return Stream.of(
                "locale " + Locale.getDefault() + " " + Locale.getDefault(Locale.Category.FORMAT) + " "
                        + Locale.getDefault(Locale.Category.DISPLAY),
                "time zone " + TimeZone.getDefault().getID(),
                "charset " + Charset.defaultCharset(),
                "text " + text(Locale.getDefault()) + " " + text(Locale.FRENCH),
                "proxies " + Sources.ofClassOf(ProxySelector.getDefault()),
                "authenticator " + Sources.ofClassOf(Authenticator.getDefault()),
                "cookies " + Sources.ofClassOf(CookieHandler.getDefault()),
                "responses " + Sources.ofClassOf(ResponseCache.getDefault()),
                "stdin " + Sources.ofClassOf(System.in),
                "stdout " + Sources.ofClassOf(System.out),
                "stderr " + Sources.ofClassOf(System.err));
    }

    private static String text(Locale locale) {
        return ResourceBundle.getBundle("dev.nilometer.libraries.texts", locale).getString("greeting");
    }

    private static Stream<String> resources(ClassLoader loader, String name) {
        try {
            return loader.resources(name).map(each -> "resource " + each);
        } catch (UncheckedIOException e) {
            return Stream.of("resource " + name + " " + new IOException(e));
        }
    }
}
