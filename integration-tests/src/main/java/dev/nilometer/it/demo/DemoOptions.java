package dev.nilometer.it.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What the command line asks for. Immutable.
 *
 * @param once one pass, the checks, the end; else the sample goes on until Ctrl-C
 * @param repository where the built jars are
 * @param data the folder that survives: the database and the agent's spool
 */
record DemoOptions(boolean once, Path repository, Path data) {
    static final String USAGE = """
            usage: ./demo [--once] [--data DIR]
              --once      one pass over the 650 e-mails, check the balance in SQL, exit 0 if it holds
              --data DIR  where the database and the spool are kept (default: .demo beside this script,
                          or a folder under the temporary one where that cannot be written)
              --help      this page
            Exit codes: 0 done, 1 failed, 2 wrong use.""";

    /** Reads the arguments; {@link WrongUse} says what is wrong with them. */
    static DemoOptions parse(String[] args, Path repository) {
        boolean once = false;
        Path data = null;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (option.equals("--once")) {
                once = true;
            } else if (option.equals("--data") && rest.hasNext()) {
                data = Path.of(rest.next());
            } else {
                throw new WrongUse(option.equals("--data") ? "--data takes a folder" : "there is no option " + option);
            }
        }
        return new DemoOptions(once, repository, data == null ? defaultData(repository) : data.toAbsolutePath());
    }

    private static Path defaultData(Path repository) {
        Path beside = repository.resolve(".demo");
        boolean writable = Files.exists(beside) ? Files.isWritable(beside) : Files.isWritable(repository);
        return writable
                ? beside
                : Path.of(System.getProperty("java.io.tmpdir"), "nilometer-demo-" + System.getProperty("user.name"));
    }

    /** A command line that cannot be understood: exit code 2. */
    static final class WrongUse extends RuntimeException {
        WrongUse(String sentence) {
            super(sentence);
        }
    }
}
