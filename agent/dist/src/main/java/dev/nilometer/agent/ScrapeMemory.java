package dev.nilometer.agent;

import dev.nilometer.model.Account;
import dev.nilometer.model.HeapAccount;
import dev.nilometer.model.ValueAccount;

/** What the account of the last scrape holds of the heap; the names in it belong to the series. Static. */
final class ScrapeMemory {
    private static final long BOUND_BYTES = (4L << 20) / HeapAccount.DIVISOR;
    private static final long ENTRY_BYTES = 40;

    private ScrapeMemory() {}

    static HeapAccount of(Account last) {
        long bytes = 0;
        for (Account.SeriesAccount series : last.series()) {
            bytes += ENTRY_BYTES + bytesOf(series.values());
        }
        for (Account.GroupAccount group : last.groups()) {
            bytes += ENTRY_BYTES + bytesOf(group.latency()) + bytesOf(group.waits());
        }
        bytes += ENTRY_BYTES * last.actors().size();
        return HeapAccount.of("scrape", bytes, BOUND_BYTES);
    }

    private static long bytesOf(ValueAccount values) {
        return 56 + 8L * values.bounds().length;
    }
}
