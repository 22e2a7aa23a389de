package dev.nilometer.agent;

import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.agent.options.Source;
import dev.nilometer.bootstrap.QueueProbes;
import dev.nilometer.bootstrap.SelfCounter;
import dev.nilometer.core.drain.Accounts;
import dev.nilometer.core.drain.Drain;
import dev.nilometer.model.HeapAccount;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import dev.nilometer.model.Totals;
import dev.nilometer.prometheus.ReadyCheck;
import dev.nilometer.prometheus.StatusSource;
import dev.nilometer.store.send.FleetSettings;
import dev.nilometer.store.send.SendStatus;
import dev.nilometer.store.spool.Spool;
import dev.nilometer.store.spool.SpoolStatus;
import dev.nilometer.weaving.RefusedMember;
import dev.nilometer.weaving.WeaveReport;
import dev.nilometer.weaving.WovenMember;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What /v1/status and /ready say of the rooms: all from what they have at hand, waiting for nothing, without secrets.
 * Safe from every thread.
 */
final class StatusPage implements StatusSource {
    private final Options options;
    private final String version;
    private final WeaveReport weaving;
    private final Drain drain;
    private final @Nullable Spool spool;
    private final @Nullable Sending sending;
    private final HeapWatch heap;

    StatusPage(
            Options options,
            String version,
            WeaveReport weaving,
            Drain drain,
            @Nullable Spool spool,
            @Nullable Sending sending,
            HeapWatch heap) {
        this.options = options;
        this.version = version;
        this.weaving = weaving;
        this.drain = drain;
        this.heap = heap;
        this.spool = spool;
        this.sending = sending;
    }

    Accounts accounts() {
        return drain.accounts();
    }

    /** Self-metrics of the rooms that the drain does not see. */
    List<SelfReading> readings() {
        List<SelfReading> readings = new ArrayList<>(heap.readings());
        for (HeapAccount account : ledger()) {
            readings.add(SelfReading.of(SelfMetric.HEAP_BYTES, (double) account.usedBytes(), account.name()));
        }
        if (sending != null) {
            readings.addAll(sending.readings());
        }
        return readings;
    }

    /** The agent's own two checks; none without a database. */
    List<ReadyCheck> ready() {
        List<ReadyCheck> checks = new ArrayList<>();
        if (spool != null) {
            SendStatus send = sending == null ? null : sending.status();
            SpoolStatus kept = spool.status();
            checks.add(ReadyCheck.of(
                    "database", send != null && send.isHealthy(), send == null ? 0 : millis(send.answerNanos())));
            checks.add(ReadyCheck.of("spool", !kept.isDiskGone(), millis(kept.writeNanos())));
        }
        return checks;
    }

    /** To a thousandth. */
    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    @Override
    public Map<String, ?> status() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("version", version);
        page.put("woven_count", weaving.wovenCount());
        page.put("woven", woven());
        page.put("refused_count", weaving.refusedCount());
        page.put("refused", refused());
        page.put("balance", balance());
        page.put("stream", spool == null ? null : stream(spool.status()));
        page.put("send", sending == null ? null : send(sending.status()));
        page.put("queue_stalled", QueueProbes.stalled());
        page.put("memory", memory());
        page.put("counters", counters());
        page.put("settings", settings());
        return page;
    }

    private List<Map<String, Object>> woven() {
        List<Map<String, Object>> members = new ArrayList<>();
        for (WovenMember member : weaving.woven()) {
            Map<String, Object> entry = member(member.className(), member.member(), member.loader());
            entry.put("library", member.library());
            putUnlessEmpty(entry, "actor", member.actor());
            putUnlessEmpty(entry, "stage", member.stage());
            putUnlessEmpty(entry, "queue", member.queue());
            entry.put("times", member.times());
            members.add(entry);
        }
        return members;
    }

    private List<Map<String, Object>> refused() {
        List<Map<String, Object>> members = new ArrayList<>();
        for (RefusedMember member : weaving.refused()) {
            Map<String, Object> entry = member(member.className(), member.member(), member.loader());
            entry.put("reason", member.reason());
            members.add(entry);
        }
        return members;
    }

    private static Map<String, Object> member(String className, String member, String loader) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("class", className);
        putUnlessEmpty(entry, "member", member);
        entry.put("loader", loader);
        return entry;
    }

    private static void putUnlessEmpty(Map<String, Object> entry, String key, String text) {
        if (!text.isEmpty()) {
            entry.put(key, text);
        }
    }

    private Map<String, Object> balance() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        Map<RecordKind, Totals> totals = drain.accounts().fresh().totals();
        for (RecordKind kind : RecordKind.values()) {
            Totals now = totals.getOrDefault(kind, Totals.NONE);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("recorded", now.recorded());
            entry.put("rows", now.rows());
            entry.put("sketched", now.sketched());
            entry.put("in_flight", now.inFlight());
            entry.put("dropped", now.droppedInAll());
            kinds.put(kind.name().toLowerCase(Locale.ROOT), entry);
        }
        return kinds;
    }

    private static Map<String, Object> stream(SpoolStatus status) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", status.stream());
        entry.put("framed", status.framed());
        entry.put("settled", status.settled());
        entry.put("spool_bytes", status.bytes());
        entry.put("folding", status.isFolding());
        entry.put("disk_gone", status.isDiskGone());
        return entry;
    }

    private static Map<String, Object> send(SendStatus status) {
        Map<String, Object> entry = new LinkedHashMap<>();
        long last = status.lastSendEpochMillis();
        entry.put("database", status.database());
        entry.put("state", status.state());
        entry.put("healthy", status.isHealthy());
        entry.put("last_send", last == 0 ? null : Instant.ofEpochMilli(last).toString());
        entry.put("last_error", status.lastError());
        entry.put("failures", status.failures());
        FleetSettings fleet = status.fleet();
        if (fleet != null) {
            boolean capped = fleet.rowsPerSecond() != FleetSettings.UNLIMITED;
            entry.put("fleet_enabled", fleet.isEnabled());
            entry.put("fleet_rows_per_second", capped ? (Object) fleet.rowsPerSecond() : "unlimited");
            entry.put("oldest_dirty_seconds", fleet.oldestDirtySeconds());
        }
        return entry;
    }

    private Map<String, Object> memory() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("shedding", heap.isShedding());
        for (HeapAccount account : ledger()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("used_bytes", account.usedBytes());
            entry.put("bound_bytes", account.boundBytes());
            page.put(account.name(), entry);
        }
        return page;
    }

    private List<HeapAccount> ledger() {
        List<HeapAccount> ledger = new ArrayList<>(drain.heap());
        if (spool != null) {
            ledger.add(spool.heap());
        }
        ledger.add(ScrapeMemory.of(drain.accounts().latest()));
        return ledger;
    }

    /** What the record path counted about itself; zeros are left out. */
    private static Map<String, Object> counters() {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (SelfCounter counter : SelfCounter.values()) {
            if (counter.count() != 0) {
                counts.put(counter.name().toLowerCase(Locale.ROOT), counter.count());
            }
        }
        return counts;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Setting setting : options.all()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("value", setting.shown());
            entry.put("source", setting.source().words());
            if (!setting.beaten().isEmpty()) {
                entry.put("over", words(setting.beaten()));
            }
            settings.put(setting.key(), entry);
        }
        return settings;
    }

    private static List<String> words(List<Source> sources) {
        List<String> words = new ArrayList<>();
        for (Source source : sources) {
            words.add(source.words());
        }
        return words;
    }
}
