package dev.nilometer.libraries;

import java.util.stream.Stream;

/** The modules of the JVM, and what of them is open or exported to this application. */
final class ModuleView {
    private ModuleView() {}

    static Stream<String> lines() {
        return ModuleLayer.boot().modules().stream().flatMap(ModuleView::linesOf);
    }

    private static Stream<String> linesOf(Module module) {
        Module own = ModuleView.class.getModule();
        Stream<String> packages = module.getPackages().stream()
                .filter(each -> module.isExported(each, own))
                .map(each -> (module.isOpen(each, own) ? "open " : "exported ") + module.getName() + "/" + each);
        return Stream.concat(Stream.of("module " + module.getName() + " read " + own.canRead(module)), packages);
    }
}
