package dev.nilometer.it.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of ours, whose lines are printed with its name in front. Started and stopped by one thread; a daemon
 * thread copies its output.
 */
final class Child {
    private static final long STOP_SECONDS = 15;

    private final Process process;
    private final Thread copier;

    private Child(Process process, Thread copier) {
        this.process = process;
        this.copier = copier;
    }

    /** Starts {@code java} with these arguments, on the JDK that runs the demo. */
    static Child start(String name, PrintStream out, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread copier = new Thread(() -> copy(process, name, out), "output of " + name);
        copier.setDaemon(true);
        copier.start();
        return new Child(process, copier);
    }

    private static void copy(Process process, String name, PrintStream out) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(name + " | " + line);
            }
        } catch (IOException e) {
            out.println(name + " | (output broke off: " + e.getMessage() + ")");
        }
    }

    /** Waits for its end; answers its exit code. All its lines are printed then. */
    int await() throws InterruptedException {
        int code = process.waitFor();
        copier.join();
        return code;
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end, and ends it when it does not. */
    void stop() throws InterruptedException {
        process.toHandle().destroy(); // Process.destroy would close the stream that its last lines come through
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        copier.join();
    }
}
