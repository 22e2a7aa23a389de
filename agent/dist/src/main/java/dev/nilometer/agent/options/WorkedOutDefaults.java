package dev.nilometer.agent.options;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** Defaults that depend on the process: who it is, and where its user keeps caches. Asks no name server and no JMX. */
final class WorkedOutDefaults {
    private static final String[] SERVICE_VARIABLES = {"OTEL_SERVICE_NAME", "SERVICE_NAME"};

    private final Properties properties;
    private final Map<String, String> environment;

    WorkedOutDefaults(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** The setting for an option that nobody set. */
    Setting of(AgentOption option) {
        switch (option) {
            case SERVICE:
                return service();
            case ENVIRONMENT:
                return fromVariable(option, "ENVIRONMENT", "default");
            case INSTANCE:
                return byDefault(option, host() + ":" + pid());
            case SPOOL_DIR:
                return byDefault(option, cacheFolder());
            default:
                return byDefault(option, option.defaultText());
        }
    }

    private Setting service() {
        for (String variable : SERVICE_VARIABLES) {
            Setting named = fromVariable(AgentOption.SERVICE, variable, "");
            if (!named.text().isEmpty()) {
                return named;
            }
        }
        return byDefault(AgentOption.SERVICE, mainClassOrJar(properties.getProperty("sun.java.command", "")));
    }

    /** {@code com.acme.Main}, of {@code -m} the class, of {@code -jar} the file's name without path and ending. */
    static String mainClassOrJar(String command) {
        int jar = (command + " ").indexOf(".jar ");
        int space = (command + " ").indexOf(' ');
        if (jar >= 0 && (jar < space || new File(command.substring(0, jar + ".jar".length())).exists())) {
            String path = command.substring(0, jar);
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        }
        String main = command.substring(0, Math.min(space, command.length()));
        String name = main.substring(main.indexOf('/') + 1);
        return name.isEmpty() ? "java" : name;
    }

    /** Never a name server's. */
    String host() {
        String named = variable("HOSTNAME");
        if (named.isEmpty()) {
            named = variable("COMPUTERNAME");
        }
        try {
            return named.isEmpty() ? firstLine("/proc/sys/kernel/hostname") : named;
        } catch (IOException noSuchFile) {
            return "localhost";
        }
    }

    /** From the kernel where it says so: ProcessHandle starts a thread pool first. */
    private static String pid() {
        try {
            String stat = firstLine("/proc/self/stat");
            return stat.substring(0, stat.indexOf(' '));
        } catch (IOException | RuntimeException noSuchFile) {
            return Long.toString(ProcessHandle.current().pid());
        }
    }

    private static String firstLine(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }

    /** The user's cache folder when it can be written, else a folder of this user's own among the temporary files. */
    private String cacheFolder() {
        String cache = variable("XDG_CACHE_HOME");
        String home = properties.getProperty("user.home", "");
        if (cache.isEmpty() && new File(home).canWrite()) {
            cache = home + File.separator + ".cache";
        }
        if (!cache.isEmpty() && (new File(cache).canWrite() || new File(home).canWrite())) {
            return cache + File.separator + "nilometer";
        }
        String user = properties.getProperty("user.name", "anyone").replaceAll("[^A-Za-z0-9._-]", "_");
        return properties.getProperty("java.io.tmpdir", "/tmp") + File.separator + "nilometer-" + user;
    }

    private Setting fromVariable(AgentOption option, String variable, String otherwise) {
        String text = variable(variable);
        return text.isEmpty()
                ? byDefault(option, otherwise)
                : new Setting(option, option.key(), text, Source.ENVIRONMENT);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").trim();
    }

    private static Setting byDefault(AgentOption option, String text) {
        return new Setting(option, option.key(), text, Source.DEFAULT);
    }
}
