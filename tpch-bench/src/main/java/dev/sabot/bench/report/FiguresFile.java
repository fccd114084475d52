package dev.sabot.bench.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.QueryFigures;
import dev.sabot.bench.measure.Setup;
import dev.sabot.bench.measure.Times;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes figures as JSON, for programs.
///
/// @param benchmark `tpch` or `plan`
/// @param setup the conditions
/// @param isChecked whether the rows were compared with DuckDB's before anything was timed
/// @param machine what was measured on
/// @param versions the engines and their versions
/// @param figures a member for each query
public record FiguresFile(
        String benchmark,
        Setup setup,
        boolean isChecked,
        Machine machine,
        Map<EngineKind, String> versions,
        List<QueryFigures> figures) {

    public void write(Path path) throws IOException {
        File file = path.toFile();
        try (JsonGenerator json = new JsonFactory().createGenerator(file, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("benchmark", benchmark);
            writeSetup(json);
            writeMachine(json);
            json.writeObjectFieldStart("versions");
            for (Map.Entry<EngineKind, String> version : versions.entrySet()) {
                json.writeStringField(version.getKey().toString(), version.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("queries");
            for (QueryFigures query : figures) {
                writeQuery(json, query);
            }
            json.writeEndArray();
            writeSummary(json);
            json.writeEndObject();
        }
    }

    private void writeSetup(JsonGenerator json) throws IOException {
        json.writeFieldName("scale_factor");
        json.writeNumber(setup.scale().toString());
        json.writeStringField("source", setup.source().toString());
        json.writeStringField("writer", setup.writer().toString());
        json.writeNumberField("threads", setup.threads());
        json.writeNumberField("warm_ups", setup.warmUps());
        json.writeNumberField("runs", setup.runs());
        json.writeBooleanField("rows_checked", isChecked);
    }

    private void writeMachine(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("machine");
        json.writeNumberField("cores", machine.cores());
        json.writeStringField("processor", machine.processor());
        json.writeStringField("jdk", machine.jdk());
        json.writeNumberField("load_average_at_start", machine.loadAverage());
        json.writeStringField("date", machine.date());
        json.writeEndObject();
    }

    private static void writeQuery(JsonGenerator json, QueryFigures query) throws IOException {
        json.writeStartObject();
        json.writeStringField("query", query.query().name());
        for (Map.Entry<EngineKind, Times> engine : query.times().entrySet()) {
            Times times = engine.getValue();
            json.writeObjectFieldStart(engine.getKey().toString());
            json.writeNumberField("median_ms", times.median());
            json.writeNumberField("min_ms", times.min());
            json.writeNumberField("max_ms", times.max());
            json.writeNumberField("cpu_ms", times.cpuMillis());
            json.writeArrayFieldStart("runs_ms");
            for (double millis : times.millis()) {
                json.writeNumber(millis);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        if (query.ratio().isPresent()) {
            json.writeNumberField("ratio", query.ratio().getAsDouble());
        }
        json.writeEndObject();
    }

    private void writeSummary(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("geometric_mean");
        for (EngineKind engine : versions.keySet()) {
            json.writeNumberField(
                    engine + "_ms",
                    QueryFigures.geometricMean(figures, query -> query.of(engine).median()));
        }
        if (figures.getFirst().ratio().isPresent()) {
            json.writeNumberField(
                    "ratio",
                    QueryFigures.geometricMean(figures, query -> query.ratio().orElseThrow()));
        }
        json.writeEndObject();
        if (Machine.peakResidentBytes().isPresent()) {
            json.writeNumberField("peak_resident_bytes", Machine.peakResidentBytes().getAsLong());
        }
    }
}
