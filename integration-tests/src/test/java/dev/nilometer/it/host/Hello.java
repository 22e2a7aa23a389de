package dev.nilometer.it.host;

/** Says hello and ends in the way its argument names: return, exit, throw, read a line,
 * or wait for a signal. */
public final class Hello {
    private Hello() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("hello");
        System.err.println("a word on stderr");
        switch (arguments.length == 0 ? "return" : arguments[0]) {
            case "exit" -> System.exit(7);
            case "throw" -> throw new IllegalStateException("thrown by main");
            case "read" -> System.in.read();
            case "wait" -> Thread.sleep(Long.MAX_VALUE);
            case "hooked" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            default -> {
                // returns
            }
        }
    }
}
