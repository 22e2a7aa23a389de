package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MembersTest {

    interface Numbered {
        default int number() {
            return 7;
        }
    }

    @SuppressWarnings("unused") // read by name
    static class Mail {
        private final String subject = "hello";

        private String getId() {
            return "id";
        }

        boolean isUrgent() {
            return true;
        }

        static String everybodys() {
            return "static";
        }

        void sent() {}

        String broken() {
            throw new IllegalStateException("no");
        }
    }

    static final class Reply extends Mail implements Numbered {
        String subject() {
            return "re: hello";
        }
    }

    record Order(String code) {}

    @Test
    void readsComponentsGettersAndFieldsHoweverPrivate() {
        assertThat(Members.read(new Order("o-1"), "code")).isEqualTo("o-1");
        assertThat(Members.read(new Mail(), "id")).isEqualTo("id");
        assertThat(Members.read(new Mail(), "urgent")).isEqualTo(true);
        assertThat(Members.read(new Mail(), "subject")).isEqualTo("hello");
    }

    @Test
    void prefersTheClassToItsSuperclassAndFindsDefaultMethods() {
        assertThat(Members.read(new Reply(), "subject")).isEqualTo("re: hello");
        assertThat(Members.read(new Reply(), "id")).isEqualTo("id");
        assertThat(Members.read(new Reply(), "number")).isEqualTo(7);
    }

    @Test
    void countsWhatItCannotRead() {
        long before = SelfCounter.ITEM_ERRORS.count();

        assertThat(Members.read(new Mail(), "broken")).isNull();
        assertThat(Members.read(new Mail(), "nothing")).isNull();
        assertThat(Members.read(new Mail(), "sent")).isNull();
        assertThat(Members.read(new Mail(), "everybodys")).isNull();
        assertThat(SelfCounter.ITEM_ERRORS.count() - before).isEqualTo(4);

        assertThat(Members.read(null, "id")).isNull();
        assertThat(SelfCounter.ITEM_ERRORS.count() - before)
                .as("null is no error")
                .isEqualTo(4);
    }

    @Test
    void takesNoAttemptFromWhatIsNoInt() {
        assertThat(Members.attempt(3L)).isEqualTo(3);
        assertThat(Members.attempt((short) 2)).isEqualTo(2);
        assertThat(Members.attempt(null)).isZero();
        assertThat(Members.attempt("3")).isZero();
        assertThat(Members.attempt(1L << 40)).isZero();
    }
}
