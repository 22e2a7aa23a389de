package dev.nilometer.it.host;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Waits for a line on stdin, then runs as many {@link Hello} one after the other as its argument says, and counts. */
public final class Parent {
    private Parent() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int ignored = System.in.read();
        int count = Integer.parseInt(arguments[0]);
        for (int i = 0; i < count; i++) {
            Process child = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Hello.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(line -> System.out.println("child " + line));
            }
            if (child.waitFor() != 0) {
                System.exit(1);
            }
        }
        System.out.println("children " + count);
    }
}
