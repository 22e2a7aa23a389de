package dev.nilometer.libraries;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Works, looks, waits for a line on stdin, works and looks again, and returns. Arguments: {@code twice} to look before
 * the line too, or {@code late} to touch nothing before it; then a JDBC URL of PostgreSQL with its user in it.
 */
public final class LibrariesHost {
    private static final int CALLS = 100;

    private LibrariesHost() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Work work = new Work();
        work.doIt(CALLS);
        if (arguments[0].equals("twice")) {
            look("early", arguments[1]);
        }
        System.out.println("worked");
        int ignored = System.in.read();
        look("late", arguments[1]);
        work.doIt(CALLS);
        System.out.println("done");
    }

    /** What others give away without being used comes before what is used. */
    private static void look(String when, String url) throws Exception {
        List<Stream<String>> views = List.of(
                JvmView.lines(),
                ThreadView.lines(),
                ModuleView.lines(),
                JdbcView.lines(url),
                LibraryView.lines(url),
                LoggingView.lines(),
                ManagementView.lines(),
                WorkView.lines());
        views.forEach(view -> view.sorted().forEach(line -> System.out.println(when + " " + line)));
        checkStdio();
    }

    private static void checkStdio() throws IOException {
        if (System.out.checkError() || System.err.checkError()) {
            throw new IOException("stdout or stderr is closed");
        }
    }
}
