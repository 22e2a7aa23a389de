package dev.nilometer.spring;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
class Desk {
    private final Pipeline pipeline;

    Desk(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @GetMapping("/order/{order}/{pieces}")
    long order(@PathVariable("order") String order, @PathVariable("pieces") int pieces) {
        return pipeline.pass(order, pieces);
    }
}
