package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WeaveReportTest {

    @Test
    void keepsAMemberOnceHoweverManyLoadersBringIt() {
        WeaveReport report = new WeaveReport();
        for (int i = 0; i < 2_000; i++) {
            report.woven(List.of(WovenMember.of("timed", "a.B", "m", "app@" + i)));
            report.refused(List.of(RefusedMember.of("a.B", "n", "app@" + i, "because")));
        }
        report.woven(List.of(WovenMember.of("timed", "a.Late", "m", "late")));

        assertThat(report.woven()).extracting(WovenMember::className).containsExactly("a.B", "a.Late");
        assertThat(report.woven()).extracting(WovenMember::times).containsExactly(2_000, 1);
        assertThat(report.woven().get(0).loader()).isEqualTo("app@1999");
        assertThat(report.refused()).hasSize(1);
        assertThat(report.wovenCount()).isEqualTo(2_001);
    }

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
