package dev.nilometer.weaving;

/** A method or field that was woven, for the status page. Empty strings stand for "not said". Immutable. */
public final class WovenMember {

    private final String library;
    private final String className;
    private final String member;
    private final String loader;
    private final String actor;
    private final String stage;
    private final String queue;
    private final int times;

    private WovenMember(
            String library,
            String className,
            String member,
            String loader,
            String actor,
            String stage,
            String queue,
            int times) {
        this.library = library;
        this.className = className;
        this.member = member;
        this.loader = loader;
        this.actor = actor;
        this.stage = stage;
        this.queue = queue;
        this.times = times;
    }

    static WovenMember of(String library, String className, String member, String loader) {
        return new WovenMember(library, className, member, loader, "", "", "", 1);
    }

    public WovenMember withActor(String actor) {
        return new WovenMember(library, className, member, loader, actor, stage, queue, times);
    }

    public WovenMember withStage(String stage) {
        return new WovenMember(library, className, member, loader, actor, stage, queue, times);
    }

    public WovenMember withQueue(String queue) {
        return new WovenMember(library, className, member, loader, actor, stage, queue, times);
    }

    /** This one, woven once more than the other: by its loader, overload or redefinition. */
    WovenMember after(WovenMember before) {
        return new WovenMember(library, className, member, loader, actor, stage, queue, before.times + 1);
    }

    /** What is the same however often it is woven. */
    String identity() {
        return String.join("\n", library, className, member, actor, stage, queue);
    }

    /** The instrumentation that wove it: {@code actor}, {@code timed}. */
    public String library() {
        return library;
    }

    /** The binary name of the class. */
    public String className() {
        return className;
    }

    /** The name of the method or field; empty when it is about the whole class. */
    public String member() {
        return member;
    }

    /** How often it was woven: once for each overload, class loader and redefinition. */
    public int times() {
        return times;
    }

    /** The class loader, by name or by class; the last one when it was woven more than once. */
    public String loader() {
        return loader;
    }

    /** The actor it is counted for; empty for that of the execution it runs in. */
    public String actor() {
        return actor;
    }

    public String stage() {
        return stage;
    }

    public String queue() {
        return queue;
    }

    @Override
    public String toString() {
        return library + ' ' + className + '#' + member + " actor=" + actor + " stage=" + stage + " queue=" + queue;
    }
}
