package dev.nilometer.sample;

import dev.nilometer.sample.mail.Mailbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit code 0 done, 1 failed, 2 wrong use; a failure is one sentence on stderr. */
@Command(
        name = "sample-app",
        description = "Triages e-mails: parses, classifies, extracts, decides. A tutorial for the Nilometer API.",
        sortOptions = false)
public final class SampleApp implements Callable<Integer> {

    private static final long DRAIN_SECONDS = 10;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "An mbox, plain or .gz; default: 650 bundled messages.")
    private @Nullable Path input;

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second; 0, the default: as fast as it goes.")
    private int rate;

    @Option(names = "--loop", paramLabel = "N", description = "Passes over the input; 0: until stopped; default: 1.")
    private int loop = 1;

    @Option(names = "--workers", paramLabel = "N", description = "Consumer threads, 1 to 64; default: 2.")
    private int workers = 2;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Properties: model, input and output in USD per million.")
    private @Nullable Path prices;

    @Option(names = "--debug", description = "Stack traces with failures.")
    private boolean debug;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final CountDownLatch finished = new CountDownLatch(1);

    public static void main(String[] args) {
        SampleApp app = new SampleApp();
        System.exit(commandLine(app).execute(args));
    }

    static CommandLine commandLine(SampleApp app) {
        return new CommandLine(app)
                .setParameterExceptionHandler((e, args) -> {
                    say(e.getCommandLine().getErr(), e.getMessage() + " (--help shows the options)");
                    return 2;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> app.failed(e, line.getErr()));
    }

    private int failed(Exception e, PrintWriter err) {
        say(err, e instanceof IOException ? String.valueOf(e.getMessage()) : "Failed: " + e);
        if (debug) {
            e.printStackTrace(err);
        }
        return 1;
    }

    private static void say(PrintWriter err, String sentence) {
        err.println("sample-app: " + sentence.lines().findFirst().orElse(""));
        err.flush();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        within("--rate", rate, 0, 1_000_000);
        within("--loop", loop, 0, Integer.MAX_VALUE);
        within("--workers", workers, 1, 64);
        Mailbox mailbox = input == null ? Mailbox.corpus() : Mailbox.of(input);
        mailbox.open().close(); // a bad file is said before anything starts
        Pipeline pipeline = new Pipeline(PriceTable.read(prices));
        stopWithTheProcess(pipeline);
        try {
            runAndSummarize(pipeline, mailbox);
        } finally {
            finished.countDown();
        }
        return 0;
    }

    private void runAndSummarize(Pipeline pipeline, Mailbox mailbox) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Tally tally = pipeline.run(mailbox, new Pace(rate), loop, workers);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        PrintWriter out = commandSpec().commandLine().getOut();
        Summary.lines(tally, took).forEach(out::println);
        out.flush();
    }

    private void within(String option, int value, int min, int max) {
        if (value < min || value > max) {
            String range = max == Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
            throw new ParameterException(
                    commandSpec().commandLine(), option + " takes a number " + range + ", not " + value + ".");
        }
    }

    /** Ctrl-C ends the feed, lets the queues run empty and the summary be printed. */
    private void stopWithTheProcess(Pipeline pipeline) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            pipeline.stop();
                            try {
                                finished.await(DRAIN_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
    }

    private CommandSpec commandSpec() {
        CommandSpec given = spec;
        if (given == null) {
            throw new IllegalStateException("Not called by picocli");
        }
        return given;
    }
}
