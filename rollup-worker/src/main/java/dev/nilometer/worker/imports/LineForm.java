package dev.nilometer.worker.imports;

import java.util.List;

/** How the lines of one kind of file become rows. One thread. */
interface LineForm {
    /** Adds what a line says to a chunk, or throws and adds nothing. */
    void read(CsvRecord line, Chunk into) throws BadLine;

    /** The form whose columns a header names. Throws {@link IllegalArgumentException} with what is wrong with it. */
    static LineForm of(List<String> header, Names names, Instants instants) {
        boolean samples = header.stream().anyMatch(name -> name.strip().equalsIgnoreCase("metric_type"));
        return samples ? new SampleForm(header, names, instants) : new ExecutionForm(header, names, instants);
    }
}
