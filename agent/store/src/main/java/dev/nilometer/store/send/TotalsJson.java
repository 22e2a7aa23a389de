package dev.nilometer.store.send;

import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import dev.nilometer.store.spool.Frame;
import dev.nilometer.store.spool.Settled;

/** The running totals of a stream as v1_commit takes them. Stateless. */
final class TotalsJson {
    private TotalsJson() {}

    /** The totals as of this frame, less what was lost on the way: one JSON object for each kind. */
    static String[] of(Frame last, Settled after) {
        RecordKind[] kinds = RecordKind.values();
        String[] json = new String[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            json[i] = of(kinds[i], after.totals(kinds[i], last.batch().totals(kinds[i])));
        }
        return json;
    }

    private static String of(RecordKind kind, Totals totals) {
        StringBuilder json = new StringBuilder("{\"kind\":\"").append(kind.label());
        json.append("\",\"recorded\":").append(totals.recorded());
        json.append(",\"rows\":").append(totals.rows());
        json.append(",\"sketched\":").append(totals.sketched());
        json.append(",\"in_flight\":").append(totals.inFlight());
        json.append(",\"dropped\":{");
        String comma = "";
        for (var loss : totals.dropped().entrySet()) {
            json.append(comma).append('"').append(loss.getKey().label()).append("\":");
            json.append(loss.getValue());
            comma = ",";
        }
        return json.append("}}").toString();
    }
}
