package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.store.Identity;
import dev.nilometer.store.send.DatabaseUrl;
import dev.nilometer.store.send.SendSettings;
import dev.nilometer.store.spool.SpoolSettings;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Turns options into what each room is told. Static, pure. */
final class RoomSettings {
    private RoomSettings() {}

    static DrainSettings drain(Options options) {
        return DrainSettings.builder()
                .flush(options.duration(AgentOption.FLUSH))
                .queuePoll(options.duration(AgentOption.QUEUE_POLL))
                .rowsPerSecond(options.amount(AgentOption.ROWS_PER_SECOND))
                .seriesMax((int) options.amount(AgentOption.SERIES_MAX))
                .buckets(options.numbers(AgentOption.BUCKETS_SECONDS))
                .build();
    }

    static SpoolSettings spool(Options options) {
        return SpoolSettings.of(
                Paths.get(options.text(AgentOption.SPOOL_DIR)),
                options.amount(AgentOption.SPOOL_MAX),
                options.bool(AgentOption.SPOOL_FSYNC));
    }

    /** Throws {@link IllegalArgumentException}, with a sentence, when the URL has parameters that it may not have. */
    static SendSettings send(Options options) {
        String passwordFile = options.text(AgentOption.DB_PASSWORD_FILE);
        return SendSettings.builder(DatabaseUrl.of(options.text(AgentOption.DB_URL)))
                .user(orNull(options.text(AgentOption.DB_USER)))
                .password(orNull(options.text(AgentOption.DB_PASSWORD)))
                .passwordFile(passwordFile.isEmpty() ? (Path) null : Paths.get(passwordFile))
                .schema(options.text(AgentOption.DB_SCHEMA))
                .intervalMillis(options.duration(AgentOption.SEND).toMillis())
                .build();
    }

    static Identity identity(Options options, String version) {
        ProcessHandle process = ProcessHandle.current();
        Instant started = process.info().startInstant().orElse(Instant.now());
        return Identity.builder(
                        options.text(AgentOption.SERVICE),
                        options.text(AgentOption.ENVIRONMENT),
                        options.text(AgentOption.INSTANCE))
                .process(options.host(), process.pid())
                .versions(version, options.text(AgentOption.SERVICE_VERSION))
                .startedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, started))
                .build();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
