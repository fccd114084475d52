package dev.sabot;

/// The rules of how sources look, and why each is there.
enum TidyRule {
    FILE_LENGTH("file-length", "a class that long has more than one task: split it"),
    METHOD_LENGTH("method-length", "a method is read on one screen: name its parts"),
    LINE_LENGTH("line-length", "two files side by side must fit"),
    PARAMETERS("parameters", "that many belong together in a record"),
    PACKAGE_SIZE("package-size", "nobody finds their way among so many: make packages by topic"),
    PACKAGE_INFO("package-info", "it says what the package is for, and @NullMarked checks nulls"),
    SLT_LENGTH("slt-length", "one file tests one thing: split it"),
    NAME("name", "the name must say what the class does; this one gathers what has no place"),
    MARKER("marker", "finish it, or open an issue"),
    CONSOLE("console", "an engine inside another program has no console: return, log or throw"),
    OPTIONAL_FIELD("optional-field", "a field that may be absent is @Nullable"),
    DISABLED("disabled", "say in the annotation why the test does not run");

    private final String id;
    private final String why;

    TidyRule(String id, String why) {
        this.id = id;
        this.why = why;
    }

    String id() {
        return id;
    }

    String why() {
        return why;
    }
}
