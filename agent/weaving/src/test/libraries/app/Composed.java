package app;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Listeners by annotations of the application's own. */
public class Composed {
    @DeskListener(desk = "left-desk", note = "x")
    void onLeft(String text) {}

    @DeskListener
    void onFront(String text) {}

    @DeskListener(desk = {"a", "b"})
    void onBoth(ConsumerRecord<String, String> record) {}

    @ParcelsListener
    void onParcel(String text) {}

    @Nightly
    void atNight() {}

    public static void call() {
        Composed all = new Composed();
        all.onLeft("x");
        all.onFront("x");
        all.onBoth(Listeners.record("o-1", 0));
        all.onParcel("x");
        all.atNight();
    }
}
