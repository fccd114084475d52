package dev.sabot;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Finds what is untidy in the syntax tree of Java sources, as javac parses it.
final class JavaTidiness extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_PARAMETERS = 6;
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Utils?|Utility|Helpers?|Commons?|Manager|Impl)");

    private final SourceFile file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Untidiness> found;

    private JavaTidiness(
            SourceFile file,
            CompilationUnitTree unit,
            SourcePositions positions,
            List<Untidiness> found) {
        this.file = file;
        this.unit = unit;
        this.positions = positions;
        this.found = found;
    }

    static List<Untidiness> check(List<SourceFile> files) throws IOException {
        Map<URI, SourceFile> sources =
                files.stream()
                        .filter(SourceFile::isJava)
                        .collect(Collectors.toMap(JavaTidiness::uri, Function.identity()));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavacTask task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        diagnostics,
                                        List.of("-proc:none"),
                                        null,
                                        sources.values().stream().map(InMemory::new).toList());
        List<Untidiness> found = new ArrayList<>();
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            SourceFile file = sources.get(unit.getSourceFile().toUri());
            new JavaTidiness(file, unit, positions, found).scan(unit, null);
        }
        return found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
        String name = tree.getSimpleName().toString();
        if (EMPTY_NAME.matcher(name).matches()) {
            add(TidyRule.NAME, tree, name);
        }
        return super.visitClass(tree, none);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
        checkLength(tree, tree.getName() + "()");
        int parameters = tree.getParameters().size();
        boolean isOverride = hasAnnotation(tree, "Override");
        if (parameters > MAX_PARAMETERS && !isOverride) {
            add(
                    TidyRule.PARAMETERS,
                    tree,
                    "%s() has %d parameters, %d are allowed"
                            .formatted(tree.getName(), parameters, MAX_PARAMETERS));
        }
        return super.visitMethod(tree, none);
    }

    @Override
    public @Nullable Void visitBlock(BlockTree tree, @Nullable Void none) {
        if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
            checkLength(tree, "initializer");
        }
        return super.visitBlock(tree, none);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
        boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
        if (isField
                && tree.getType() instanceof ParameterizedTypeTree type
                && type.getType().toString().equals("Optional")) {
            add(TidyRule.OPTIONAL_FIELD, tree, tree.getName().toString());
        }
        return super.visitVariable(tree, none);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void none) {
        String name = tree.getIdentifier().toString();
        boolean isStream =
                tree.getExpression() instanceof IdentifierTree owner
                        && owner.getName().contentEquals("System")
                        && (name.equals("out") || name.equals("err"));
        if (file.isMain() && (isStream || name.equals("printStackTrace"))) {
            add(TidyRule.CONSOLE, tree, tree.toString());
        }
        return super.visitMemberSelect(tree, none);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void none) {
        if (tree.getAnnotationType().toString().equals("Disabled") && !hasReason(tree)) {
            add(TidyRule.DISABLED, tree, "@Disabled");
        }
        return super.visitAnnotation(tree, none);
    }

    private static boolean hasReason(AnnotationTree tree) {
        for (ExpressionTree argument : tree.getArguments()) {
            Tree value = argument instanceof AssignmentTree set ? set.getExpression() : argument;
            boolean isBlank = value instanceof LiteralTree text && text.getValue().equals("");
            if (!isBlank) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAnnotation(MethodTree tree, String name) {
        return tree.getModifiers().getAnnotations().stream()
                .anyMatch(annotation -> annotation.getAnnotationType().toString().equals(name));
    }

    private void checkLength(Tree tree, String what) {
        int lines = line(positions.getEndPosition(unit, tree)) - startLine(tree) + 1;
        if (lines > MAX_METHOD_LINES) {
            add(
                    TidyRule.METHOD_LENGTH,
                    tree,
                    "%s has %d lines, %d are allowed".formatted(what, lines, MAX_METHOD_LINES));
        }
    }

    private void add(TidyRule rule, Tree tree, String what) {
        found.add(new Untidiness(rule, file.path(), startLine(tree), what));
    }

    private int startLine(Tree tree) {
        return line(positions.getStartPosition(unit, tree));
    }

    private int line(long position) {
        return Math.toIntExact(unit.getLineMap().getLineNumber(position));
    }

    private static URI uri(SourceFile file) {
        return URI.create("source:///" + file.path());
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String text;

        InMemory(SourceFile file) {
            super(uri(file), Kind.SOURCE);
            text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
