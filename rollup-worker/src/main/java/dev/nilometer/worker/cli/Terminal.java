package dev.nilometer.worker.cli;

import java.io.Console;

/** Whether a person is at the other end. Stateless. */
final class Terminal {
    private Terminal() {}

    /** From JDK 22 on there is a console object without a terminal too, and a method that tells; before, there was none. */
    @SuppressWarnings("SystemConsoleNull") // asked below
    static boolean watches() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
