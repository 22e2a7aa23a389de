package dev.nilometer.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.model.Batch;
import dev.nilometer.store.TestStream;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FrameTest {
    private final UUID stream = UUID.randomUUID();

    @Test
    void readsBackWhatWasWritten() {
        TestStream drain = new TestStream("f", 1);
        FrameEncoder encoder = new FrameEncoder(stream, drain);
        for (int i = 1; i <= 500; i++) {
            Batch batch = drain.random();
            String written = BatchText.of(batch, drain);
            Frame frame = decode(encoder.encode(batch, i, i));
            assertThat(frame.first()).isEqualTo(i);
            assertThat(BatchText.of(frame.batch(), frame.dictionary())).isEqualTo(written);
        }
    }

    @Test
    void givesTheSameBytesForTheSameBatch() {
        TestStream drain = new TestStream("f", 2);
        Batch batch = drain.random();
        byte[] once = copy(new FrameEncoder(stream, drain).encode(batch, 3, 3));
        byte[] again = copy(new FrameEncoder(stream, drain).encode(batch, 3, 3));
        assertThat(again).isEqualTo(once);
    }

    @Test
    void takesAboutTwelveBytesForASampleRow() {
        TestStream drain = new TestStream("f", 3);
        FrameEncoder encoder = new FrameEncoder(stream, drain);
        int thousand = encoder.encode(drain.batch(1_000, 0, 0), 1, 1).size();
        int eleven = encoder.encode(drain.batch(11_000, 0, 0), 2, 2).size();
        assertThat((eleven - thousand) / 10_000.0).isLessThan(14);
    }

    @Test
    void refusesEveryFlippedBit() {
        TestStream drain = new TestStream("f", 4);
        byte[] frame = copy(new FrameEncoder(stream, drain).encode(drain.batch(3, 1, 1), 1, 1));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            frame[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Record.isWhole(Record.FRAME, stream, frame, 0, frame.length))
                    .isFalse();
            frame[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertThat(Record.isWhole(Record.FRAME, stream, frame, 0, frame.length)).isTrue();
    }

    @Test
    void refusesAFrameOfAnotherStream() {
        TestStream drain = new TestStream("f", 5);
        byte[] frame = copy(new FrameEncoder(stream, drain).encode(drain.random(), 1, 1));
        assertThat(Record.isWhole(Record.FRAME, UUID.randomUUID(), frame, 0, frame.length))
                .isFalse();
    }

    @Test
    void answersNonsenseWithOneKindOfException() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            byte[] nonsense = new byte[random.nextInt(200)];
            random.nextBytes(nonsense);
            if (nonsense.length > 16) {
                System.arraycopy(new byte[16], 0, nonsense, 0, 16);
                nonsense[7] = 1;
                nonsense[15] = 1;
            }
            try {
                FrameDecoder.decode(nonsense, 0, nonsense.length);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void knowsNoOtherNumbersThanItsOwn() {
        TestStream drain = new TestStream("f", 7);
        Frame frame = decode(new FrameEncoder(stream, drain).encode(drain.batch(1, 0, 0), 1, 1));
        assertThatThrownBy(() -> frame.dictionary().series(999)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Frame decode(FrameOutput out) {
        return FrameDecoder.decode(out.array(), Record.HEAD_BYTES, out.size() - Record.HEAD_BYTES);
    }

    private static byte[] copy(FrameOutput out) {
        return java.util.Arrays.copyOf(out.array(), out.size());
    }
}
