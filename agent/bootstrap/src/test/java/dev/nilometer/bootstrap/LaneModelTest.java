package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A lane beside the simplest thing that does the same, through random sequences of what producer and drain may do. */
class LaneModelTest {
    private static final int STEPS = 40_000;
    private static final int ROOM = Lane.SLOTS - Lane.SLOTS / 8;
    private static final int KEYS = 3;

    /** What a lane promises, in a queue and a map. */
    private static final class Model {
        final Queue<Taken.Slot> slots = new ArrayDeque<>();
        final Queue<OpenExecution> executions = new ArrayDeque<>();
        final Map<Integer, Long> folded = new HashMap<>();

        void record(Taken.Slot slot, boolean urgent) {
            if (slots.size() < (urgent ? Lane.SLOTS : ROOM)) {
                slots.add(slot);
            } else {
                folded.merge(slot.key(), slot.value(), Long::sum);
            }
        }
    }

    @Test
    void doesWhatItsModelDoes() {
        Taken.afresh();
        for (int seed = 0; seed < 10; seed++) {
            compare(new Random(seed));
        }
    }

    private static void compare(Random random) {
        Lane lane = new Lane(null);
        Model model = new Model();
        for (int step = 0; step < STEPS; step++) {
            int choice = random.nextInt(1_000);
            if (choice < 900) {
                record(lane, model, random, step);
            } else if (choice < 980) {
                OpenExecution ended = new OpenExecution(Context.current(), ActorSite.NOTE, null, null, null);
                boolean room = model.executions.size() < Lane.EXECUTIONS;
                assertThat(lane.offerExecution(ended)).isEqualTo(room);
                if (room) {
                    model.executions.add(ended);
                }
            } else if (choice < 990) {
                for (int i = random.nextInt(300); i > 0; i--) {
                    assertThat(lane.pollExecution()).isSameAs(model.executions.poll());
                }
            } else if (choice == 990) {
                takeAll(lane, model);
            }
        }
        takeAll(lane, model);
        assertThat(lane.pendingSlots()).isZero();
    }

    private static void record(Lane lane, Model model, Random random, int step) {
        int key = 1 + random.nextInt(KEYS);
        boolean failed = random.nextInt(5) == 0;
        int flags = failed ? SlotSink.FAILED : 0;
        long value = random.nextInt(1 << random.nextInt(30));
        lane.record((long) flags << 32 | key, step, value, null);
        model.record(new Taken.Slot(key, flags, step, value, 0), failed);
    }

    private static void takeAll(Lane lane, Model model) {
        List<Taken.Slot> slots = new ArrayList<>();
        lane.drainSlots((key, flags, start, value, of) -> slots.add(new Taken.Slot(key, flags, start, value, of)));
        assertThat(slots).containsExactlyElementsOf(model.slots);
        model.slots.clear();
        Map<Integer, Long> folded = new HashMap<>();
        FoldTable table = lane.takeFolds();
        if (table != null) {
            table.forEach((key, bin, above, count, sum, min, max) -> folded.merge(key, sum, Long::sum));
        }
        SharedCells.take((key, bin, above, count, sum, min, max) -> folded.merge(key, sum, Long::sum));
        assertThat(folded).isEqualTo(model.folded);
        model.folded.clear();
    }
}
