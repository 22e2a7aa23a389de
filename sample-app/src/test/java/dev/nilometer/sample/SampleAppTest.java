package dev.nilometer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SampleAppTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void triagesAFileAndSaysWhatItDid() throws IOException {
        Path file = Files.writeString(folder.resolve("box"), """
                From a
                From: ask <ask@example.org>
                Date: Sun, 29 Sep 2002 08:01:23 -0000

                hello

                From b
                Date: yesterday

                hello
                """);
        assertThat(run("--input", file.toString(), "--loop", "2", "--rate", "10000"))
                .isZero();
        assertThat(out.toString())
                .startsWith("4 messages in ")
                .contains("2 decided, 2 failed", "decisions: human 2", "errors: InvalidDateException 2");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate -1 | --rate takes a number from 0 to 1000000, not -1.",
                "--loop -3 | --loop takes a number at least 0, not -3.",
                "--workers 0 | --workers takes a number from 1 to 64, not 0.",
                "--rate fast | Invalid value for option '--rate': 'fast' is not an int",
                "--speed 3 | Unknown options: '--speed', '3'",
                "--input | Missing required parameter for option '--input' (FILE)"
            })
    void answersWrongUseWithOneSentenceAndTwo(String arguments, String sentence) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("sample-app: " + sentence + " (--help shows the options)");
    }

    @Test
    void answersBadFilesWithOneSentenceAndOne() throws IOException {
        assertThat(run("--input", folder.resolve("no").toString())).isEqualTo(1);
        assertThat(run("--input", folder.toString())).isEqualTo(1);
        assertThat(run("--prices", folder.resolve("no").toString())).isEqualTo(1);
        assertThat(run(
                        "--prices",
                        Files.writeString(folder.resolve("p"), "model=x\ninput=-1")
                                .toString()))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("sample-app: ").endsWith("."));
    }

    @Test
    void showsStackTracesOnRequestAlone() {
        assertThat(run("--debug", "--input", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("\tat dev.nilometer.sample.mail.Mailbox");
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--input", "--rate", "--loop", "--workers", "--prices", "--debug");
    }

    private int run(String... arguments) {
        CommandLine line = SampleApp.commandLine(new SampleApp());
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
