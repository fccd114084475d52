<#-- Productions that Sabot adds to Calcite's grammar. -->

/** A query, to the end of the island. */
SqlNode IslandQuery() :
{
    final SqlNode query;
}
{
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    <EOF>
    {
        return query;
    }
}

/** An expression, to the end of the island. */
SqlNode IslandExpression() :
{
    final SqlNode expression;
}
{
    expression = Expression(ExprContext.ACCEPT_SUB_QUERY)
    <EOF>
    {
        return expression;
    }
}

/** A data type, to the end of the island. */
SqlDataTypeSpec IslandType() :
{
    final SqlDataTypeSpec type;
}
{
    type = DataType()
    <EOF>
    {
        return type;
    }
}

/** ROW&lt;a INT, b STRING NOT NULL&gt;; a field is nullable unless it says otherwise. */
SqlTypeNameSpec AngleRowTypeName() :
{
    final List<SqlIdentifier> fieldNames = new ArrayList<SqlIdentifier>();
    final List<SqlDataTypeSpec> fieldTypes = new ArrayList<SqlDataTypeSpec>();
    final Span s;
}
{
    <ROW> { s = span(); }
    <LT> AddFieldNameTypes(fieldNames, fieldTypes) <GT>
    {
        return new SqlRowTypeNameSpec(s.end(this), fieldNames, fieldTypes);
    }
}

/** ARRAY&lt;INT&gt;; an element is nullable unless it says otherwise. */
SqlTypeNameSpec AngleArrayTypeName() :
{
    final SqlDataTypeSpec elementType;
    final boolean nullable;
    final Span s;
}
{
    <ARRAY> { s = span(); }
    <LT> elementType = DataType() nullable = NullableOptDefaultTrue() <GT>
    {
        return new SqlCollectionTypeNameSpec(elementType.getTypeNameSpec(), nullable,
            SqlTypeName.ARRAY, s.end(this));
    }
}

/** TIMESTAMP_LTZ(p), an instant. */
SqlTypeNameSpec TimestampLtzTypeName() :
{
    final int precision;
    final Span s;
}
{
    <TIMESTAMP_LTZ> { s = span(); }
    precision = PrecisionOpt()
    {
        return new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision,
            s.end(this));
    }
}

/** The rest of x::type. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(SugarOperators.INFIX_CAST, getPos()));
    }
    type = DataType() {
        list.add(type);
    }
}

/** The rest of x AT TIME ZONE zone. */
void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{
}
{
    <AT> {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(SugarOperators.AT_TIME_ZONE, getPos()));
    }
    <TIME> <ZONE>
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** The rest of x LIKE y ESCAPE z. */
void Escape(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlNode character;
}
{
    <ESCAPE> {
        ExpressionTrees.checkEscape(list, getPos());
        list.add(new SqlParserUtil.ToTreeListItem(SqlStdOperatorTable.ESCAPE, getPos()));
    }
    character = Expression3(ExprContext.ACCEPT_SUB_QUERY) {
        list.add(character);
    }
}

/** UNNEST(x) as an expression, one row per element. */
SqlNode UnnestCall() :
{
    final Span s;
    final SqlNode array;
}
{
    <UNNEST> { s = span(); }
    <LPAREN> array = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
        return SqlStdOperatorTable.UNNEST.createCall(s.end(this), array);
    }
}

/** The numbers after the name of a type. */
List<Integer> TypeParameters() :
{
    final List<Integer> numbers = new ArrayList<Integer>();
    int number;
}
{
    [
        LOOKAHEAD(2)
        <LPAREN> number = UnsignedIntLiteral() { numbers.add(number); }
        ( <COMMA> number = UnsignedIntLiteral() { numbers.add(number); } )*
        <RPAREN>
    ]
    {
        return numbers;
    }
}

/** FIRST(x ORDER BY y) and LAST, which mean the same WITHIN GROUP (ORDER BY y). */
SqlCall FirstLastCall() :
{
    final Span s;
    final SqlIdentifier name;
    final SqlLiteral quantifier;
    final List<SqlNode> args = new ArrayList<SqlNode>();
    SqlNodeList orderBy = null;
}
{
    ( <FIRST> | <LAST> ) {
        s = span();
        name = new SqlIdentifier(unquotedIdentifier(), getPos());
    }
    <LPAREN>
    ( quantifier = AllOrDistinct() | { quantifier = null; } )
    AddArg(args, ExprContext.ACCEPT_SUB_QUERY)
    ( <COMMA> AddArg(args, ExprContext.ACCEPT_SUB_QUERY) )*
    [ orderBy = OrderBy(true) ]
    <RPAREN> {
        SqlCall call = createCall(name, s.end(this),
            SqlFunctionCategory.USER_DEFINED_FUNCTION, quantifier, args);
        return orderBy == null
            ? call
            : SqlStdOperatorTable.WITHIN_GROUP.createCall(s.end(this), call, orderBy);
    }
}
