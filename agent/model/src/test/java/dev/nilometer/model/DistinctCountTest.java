package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DistinctCountTest {
    @Test
    void isExactUpToTwoHundredAndFiftySix() {
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < 1_000; i++) {
            count.add("user-" + i % 256);
        }
        assertThat(count.isExact()).isTrue();
        assertThat(count.estimate()).isEqualTo(256);
    }

    @Test
    void staysWithinFivePercentUpToAMillion() {
        DistinctCount count = new DistinctCount();
        for (int i = 1; i <= 1_000_000; i++) {
            count.add("user-" + i);
            if (i == 300 || i == 5_000 || i == 20_000 || i == 100_000 || i == 1_000_000) {
                assertThat(count.estimate()).isBetween((long) (i * 0.95), (long) (i * 1.05));
            }
        }
        assertThat(count.isExact()).isFalse();
    }

    @Test
    void mergesInAnyOrderToTheSameBytes() {
        DistinctCount small = counted(0, 100);
        DistinctCount middle = counted(50, 400);
        DistinctCount large = counted(200, 9_000);
        assertThat(merged(small, middle, large).encode())
                .isEqualTo(merged(large, small, middle).encode())
                .isEqualTo(counted(0, 9_000).encode());
        assertThat(merged(counted(0, 60), counted(30, 90)).encode())
                .isEqualTo(counted(0, 90).encode());
    }

    @Test
    void readsBackTheBytesItWroteAndRefusesOthers() {
        for (DistinctCount count : new DistinctCount[] {counted(0, 0), counted(0, 200), counted(0, 5_000)}) {
            assertThat(DistinctCount.decode(count.encode()).encode()).isEqualTo(count.encode());
        }
        for (byte[] bytes : new byte[][] {{}, {1}, {2, 0}, {1, 2}, {1, 0, 5}, {1, 1, 5}}) {
            assertThatThrownBy(() -> DistinctCount.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static DistinctCount counted(int from, int to) {
        DistinctCount count = new DistinctCount();
        for (int i = from; i < to; i++) {
            count.add("user-" + i);
        }
        return count;
    }

    private static DistinctCount merged(DistinctCount... parts) {
        DistinctCount all = new DistinctCount();
        for (DistinctCount part : parts) {
            all.merge(part);
        }
        return all;
    }
}
