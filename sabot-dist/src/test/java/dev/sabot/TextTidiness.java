package dev.sabot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what is untidy in the lines of sources and in the folders that hold them.
final class TextTidiness {
    private static final int MAX_FILE_LINES = 600;
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_SLT_LINES = 300;
    private static final int MAX_PACKAGE_CLASSES = 30;

    // In two pieces, so that this file does not break the rule it states.
    private static final Pattern MARKER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
    private static final Pattern NOT_BREAKABLE =
            Pattern.compile("(import|package) .*|.*https?://.*");

    private final List<Untidiness> found = new ArrayList<>();

    private TextTidiness() {}

    static List<Untidiness> check(List<SourceFile> files) {
        TextTidiness tidiness = new TextTidiness();
        for (SourceFile file : files) {
            tidiness.checkFile(file);
        }
        files.stream()
                .filter(file -> file.isJava() && file.isMain())
                .collect(Collectors.groupingBy(SourceFile::folder))
                .forEach(tidiness::checkPackage);
        return tidiness.found;
    }

    private void checkFile(SourceFile file) {
        int lines = file.lines().size();
        if (file.isJava()) {
            checkLength(TidyRule.FILE_LENGTH, file, lines, MAX_FILE_LINES);
        }
        if (file.path().endsWith(".slt")) {
            checkLength(TidyRule.SLT_LENGTH, file, lines, MAX_SLT_LINES);
        }
        for (int index = 0; index < lines; index++) {
            checkLine(file, index + 1, file.lines().get(index));
        }
    }

    private void checkLength(TidyRule rule, SourceFile file, int lines, int allowed) {
        if (lines > allowed) {
            add(rule, file, allowed + 1, "%d lines, %d are allowed".formatted(lines, allowed));
        }
    }

    private void checkLine(SourceFile file, int number, String line) {
        int columns = line.codePointCount(0, line.length());
        if (file.isJava() && columns > MAX_COLUMNS && !NOT_BREAKABLE.matcher(line).matches()) {
            add(
                    TidyRule.LINE_LENGTH,
                    file,
                    number,
                    "%d columns, %d are allowed".formatted(columns, MAX_COLUMNS));
        }
        Matcher marker = MARKER.matcher(line);
        if (marker.find()) {
            add(TidyRule.MARKER, file, number, marker.group());
        }
    }

    private void checkPackage(String folder, List<SourceFile> files) {
        Map<Boolean, List<SourceFile>> split =
                files.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        file -> file.name().equals("package-info.java")));
        List<SourceFile> classes = split.get(false);
        if (classes.size() > MAX_PACKAGE_CLASSES) {
            String what =
                    "%d classes, %d are allowed".formatted(classes.size(), MAX_PACKAGE_CLASSES);
            found.add(new Untidiness(TidyRule.PACKAGE_SIZE, folder, 1, what));
        }
        boolean isExplained =
                split.get(true).stream()
                        .map(SourceFile::text)
                        .anyMatch(text -> text.contains("///") && text.contains("@NullMarked"));
        if (!isExplained) {
            found.add(
                    new Untidiness(
                            TidyRule.PACKAGE_INFO,
                            folder,
                            1,
                            "no package-info.java with a text and @NullMarked"));
        }
    }

    private void add(TidyRule rule, SourceFile file, int line, String what) {
        found.add(new Untidiness(rule, file.path(), line, what));
    }
}
