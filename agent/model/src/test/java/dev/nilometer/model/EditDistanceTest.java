package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditDistanceTest {
    @Test
    void countsInsertedRemovedAndReplacedCharacters() {
        assertThat(EditDistance.between("", "")).isZero();
        assertThat(EditDistance.between("send", "send")).isZero();
        assertThat(EditDistance.between("", "send")).isEqualTo(4);
        assertThat(EditDistance.between("sned", "send")).isEqualTo(2);
        assertThat(EditDistance.between("htp.port", "http.port")).isEqualTo(1);
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("sitting", "kitten")).isEqualTo(3);
    }
}
