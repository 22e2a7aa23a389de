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

    private WovenMember(
            String library, String className, String member, String loader, String actor, String stage, String queue) {
        this.library = library;
        this.className = className;
        this.member = member;
        this.loader = loader;
        this.actor = actor;
        this.stage = stage;
        this.queue = queue;
    }

    static WovenMember of(String library, String className, String member, String loader) {
        return new WovenMember(library, className, member, loader, "", "", "");
    }

    public WovenMember withActor(String actor) {
        return new WovenMember(library, className, member, loader, actor, stage, queue);
    }

    public WovenMember withStage(String stage) {
        return new WovenMember(library, className, member, loader, actor, stage, queue);
    }

    public WovenMember withQueue(String queue) {
        return new WovenMember(library, className, member, loader, actor, stage, queue);
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

    /** The class loader, by name or by class. */
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
