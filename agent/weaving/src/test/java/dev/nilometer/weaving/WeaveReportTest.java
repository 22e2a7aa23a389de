package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WeaveReportTest {

    @Test
    void goesOnCountingWhenItsListsAreFull() {
        WeaveReport report = new WeaveReport();
        for (int i = 0; i < 2_000; i++) {
            report.woven(List.of(WovenMember.of("timed", "a.B", "m" + i, "app")));
            report.refused(List.of(RefusedMember.of("a.B", "m" + i, "app", "because")));
        }

        assertThat(report.woven()).hasSize(WeaveReport.WOVEN_LIMIT);
        assertThat(report.wovenCount()).isEqualTo(2_000);
        assertThat(report.refused()).hasSize(WeaveReport.REFUSED_LIMIT);
        assertThat(report.refusedCount()).isEqualTo(2_000);
    }
}
