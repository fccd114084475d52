/*
 * Statements around queries. A query, an expression or a type is an island here: a run of tokens
 * with balanced brackets, which the query parser reads from the same text.
 *
 * A word is reserved only where the query parser reserves it too, so `word` lists every keyword
 * that can be a name. The lexer agrees with the query parser's on where each token ends.
 */
grammar SabotStatement;

options { caseInsensitive = true; }

singleStatement
    : statement EOF
    ;

statement
    : query                                                             # queryStatement
    | explain                                                           # explainStatement
    | createTable                                                       # createTableStatement
    | createView                                                        # createViewStatement
    | CREATE (SCHEMA | DATABASE) ifNotExists? name                      # createSchemaStatement
    | CREATE UNIQUE? INDEX ifNotExists? index=name ON table=name
        '(' indexColumn (',' indexColumn)* ')'                          # createIndexStatement
    | DROP objectKind ifExists? name (',' name)* (CASCADE | RESTRICT)?  # dropStatement
    | TRUNCATE TABLE? name                                              # truncateStatement
    | INSERT INTO name (columnList? insertQuery=query onConflict? | DEFAULT VALUES)
                                                                        # insertStatement
    | UPDATE name (AS? alias=identifier)? SET assignment (',' assignment)*
        (WHERE where=condition)?                                        # updateStatement
    | DELETE FROM name (AS? alias=identifier)? (WHERE where=condition)? # deleteStatement
    | COPY copySource TO path=STRING copyOptions?                       # copyToStatement
    | COPY name columnList? FROM path=STRING copyOptions?               # copyFromStatement
    | show                                                              # showStatement
    | (DESCRIBE | DESC) JOB job=jobName                                 # describeJobStatement
    | (DESCRIBE | DESC) (TABLE? name | query)                           # describeStatement
    | CANCEL JOB job=jobName                                            # cancelJobStatement
    | SET SESSION? TIME ZONE settingValue                               # setTimeZoneStatement
    | SET SESSION? settingKey (EQ | TO) (DEFAULT | settingValue)        # setStatement
    | RESET (ALL | settingKey)                                          # resetStatement
    | USE (SCHEMA | DATABASE)? name                                     # useStatement
    | ANALYZE (TABLE? name columnList?)?                                # analyzeStatement
    | (BEGIN | START) (TRANSACTION | WORK)?                             # beginStatement
    | (COMMIT | END) (TRANSACTION | WORK)?                              # commitStatement
    | ROLLBACK (TRANSACTION | WORK)?                                    # rollbackStatement
    ;

explain
    : EXPLAIN explainStages? (PLAN FOR)? statement
    ;

explainStages
    : ANALYZE
    | '(' explainStage (',' explainStage)* ')'
    ;

explainStage
    : LOGICAL | PHYSICAL | PIPELINE | STATE | ANALYZE
    ;

createTable
    : CREATE orReplace? temporary? TABLE ifNotExists? name
        ('(' tableElement (',' tableElement)* ')')?
        comment?
        (PARTITIONED BY columnList)?
        (WITH '(' tableOption (',' tableOption)* ')')?
        (AS query)?
    ;

createView
    : CREATE orReplace? temporary? VIEW ifNotExists? name columnList? comment? AS query
    ;

orReplace
    : OR REPLACE
    ;

temporary
    : TEMPORARY | TEMP
    ;

ifNotExists
    : IF NOT EXISTS
    ;

ifExists
    : IF EXISTS
    ;

objectKind
    : TABLE | VIEW | INDEX | SCHEMA | DATABASE
    ;

tableElement
    : WATERMARK FOR identifier AS expression                            # watermarkElement
    | (CONSTRAINT constraintName=identifier)? tableConstraint           # constraintElement
    | identifier AS computed comment?                                   # computedElement
    | identifier type METADATA (FROM key=STRING)? VIRTUAL? comment?     # metadataElement
    | identifier type columnProperty*                                   # storedElement
    ;

tableConstraint
    : PRIMARY KEY columnList enforcement?                               # primaryKeyConstraint
    | UNIQUE columnList enforcement?                                    # uniqueConstraint
    | CHECK '(' condition ')' enforcement?                              # checkConstraint
    ;

columnProperty
    : NOT NULL                                                          # notNullProperty
    | NULL                                                              # nullProperty
    | DEFAULT defaultValue                                              # defaultProperty
    | (CONSTRAINT identifier)? PRIMARY KEY enforcement?                 # primaryKeyProperty
    | (CONSTRAINT identifier)? UNIQUE enforcement?                      # uniqueProperty
    | (CONSTRAINT identifier)? CHECK '(' condition ')' enforcement?     # checkProperty
    | comment                                                           # commentProperty
    ;

enforcement
    : NOT? ENFORCED
    ;

comment
    : COMMENT STRING
    ;

tableOption
    : settingKey EQ optionValue
    ;

copySource
    : name columnList?                                                  # copyTable
    | '(' query ')'                                                     # copyQuery
    ;

copyOptions
    : WITH? '(' (copyOption (',' copyOption)*)? ')'
    ;

copyOption
    : key=copyOptionKey ((EQ | TO)? optionValue)?
    | key=copyOptionKey EQ? '(' optionValue (',' optionValue)* ')'
    ;

copyOptionKey
    : STRING
    | word
    | NULL
    ;

optionValue
    : STRING
    | ('-' | '+')? NUMBER
    | TRUE | FALSE | NULL
    | identifier
    ;

onConflict
    : ON CONFLICT columnList? DO NOTHING
    ;

assignment
    : identifier EQ expression
    ;

show
    : SHOW (TABLES | VIEWS | INDEXES | FUNCTIONS | CONNECTORS | FORMATS | CATALOGS | SCHEMAS
        | DATABASES)
        ((FROM | IN) name)? (LIKE pattern=STRING)?                      # showObjects
    | SHOW JOBS (LIKE pattern=STRING)?                                  # showJobs
    | SHOW COLUMNS (FROM | IN) name (LIKE pattern=STRING)?              # showColumns
    | SHOW (SETTINGS | ALL) (LIKE pattern=STRING)?                      # showSettings
    | SHOW CREATE (TABLE | VIEW) name                                   # showCreate
    | SHOW TIME ZONE                                                    # showTimeZone
    | SHOW settingKey                                                   # showSetting
    ;

jobName
    : STRING
    | NUMBER
    | identifier
    ;

settingKey
    : STRING
    | identifier (('.' | '-') identifier)*
    ;

settingValue
    : STRING
    | ('-' | '+')? NUMBER
    | TRUE | FALSE | NULL | ON
    | identifier
    ;

columnList
    : '(' identifier (',' identifier)* ')'
    ;

indexColumn
    : identifier (ASC | DESC)?
    ;

name
    : identifier ('.' identifier)*
    ;

identifier
    : QUOTED_NAME
    | word
    ;

// ---- islands

// Prefers its end over ON CONFLICT, which is why the items are not greedy.
query
    : (SELECT | WITH | VALUES | TABLE) (item | ',')*?
    | '(' query ')' (item | ',')*?
    ;

condition
    : item+
    ;

expression
    : (brackets | ~('(' | ')' | '[' | ']' | '{' | '}' | ',' | WHERE))+
    ;

computed
    : item+?
    ;

defaultValue
    : (item | NOT | NULL)
        (brackets | ~('(' | ')' | '[' | ']' | '{' | '}' | ',' | NOT | NULL | DEFAULT | PRIMARY
            | UNIQUE | CHECK | CONSTRAINT | COMMENT))*
    ;

type
    : typeItem+
    ;

typeItem
    : QUOTED_NAME
    | '.'
    | '(' (item | ',')* ')'
    | angles
    | ~('(' | ')' | '[' | ']' | '{' | '}' | ',' | LT | GT | QUOTED_NAME | '.' | STRING | NUMBER | EQ
        | OPERATOR | '-' | '+' | NOT | NULL | DEFAULT | PRIMARY | UNIQUE | CHECK | CONSTRAINT
        | COMMENT | METADATA | AS)
    ;

angles
    : LT (angles | brackets | ~('(' | ')' | '[' | ']' | '{' | '}' | LT | GT))* GT
    ;

item
    : brackets
    | ~('(' | ')' | '[' | ']' | '{' | '}' | ',')
    ;

brackets
    : '(' (item | ',')* ')'
    | '[' (item | ',')* ']'
    | '{' (item | ',')* '}'
    ;

// ---- names

// Every keyword but the reserved ones.
word
    : IDENTIFIER
    | ANALYZE | ASC | BEGIN | CANCEL | CASCADE | CATALOGS | COLUMNS | COMMENT | COMMIT | CONFLICT
    | CONNECTORS | COPY | DATABASE | DATABASES | DESC | DO | END | ENFORCED | FORMATS
    | FUNCTIONS | IF | INDEX | INDEXES | JOB | JOBS | KEY | LOGICAL | METADATA | NOTHING
    | PARTITIONED | PHYSICAL
    | PIPELINE | PLAN | REPLACE | RESET | RESTRICT | ROLLBACK | SCHEMA | SCHEMAS | SESSION
    | SETTINGS | SHOW | START | STATE | TABLES | TEMP | TEMPORARY | TIME | TRANSACTION | TRUNCATE | USE
    | VIEW | VIEWS | VIRTUAL | WATERMARK | WORK | ZONE
    ;

// ---- keywords: reserved, then those that can be names

ALL: 'ALL';
AS: 'AS';
BY: 'BY';
CHECK: 'CHECK';
CONSTRAINT: 'CONSTRAINT';
CREATE: 'CREATE';
DEFAULT: 'DEFAULT';
DELETE: 'DELETE';
DESCRIBE: 'DESCRIBE';
DROP: 'DROP';
EXISTS: 'EXISTS';
EXPLAIN: 'EXPLAIN';
FALSE: 'FALSE';
FOR: 'FOR';
FROM: 'FROM';
IN: 'IN';
INSERT: 'INSERT';
INTO: 'INTO';
IS: 'IS';
LIKE: 'LIKE';
NOT: 'NOT';
NULL: 'NULL';
ON: 'ON';
OR: 'OR';
PRIMARY: 'PRIMARY';
SELECT: 'SELECT';
SET: 'SET';
TABLE: 'TABLE';
TO: 'TO';
TRUE: 'TRUE';
UNIQUE: 'UNIQUE';
UPDATE: 'UPDATE';
VALUES: 'VALUES';
WHERE: 'WHERE';
WITH: 'WITH';

ANALYZE: 'ANALYZE';
ASC: 'ASC';
BEGIN: 'BEGIN';
CANCEL: 'CANCEL';
CASCADE: 'CASCADE';
CATALOGS: 'CATALOGS';
COLUMNS: 'COLUMNS';
COMMENT: 'COMMENT';
COMMIT: 'COMMIT';
CONFLICT: 'CONFLICT';
CONNECTORS: 'CONNECTORS';
COPY: 'COPY';
DATABASE: 'DATABASE';
DATABASES: 'DATABASES';
DESC: 'DESC';
DO: 'DO';
END: 'END';
ENFORCED: 'ENFORCED';
FORMATS: 'FORMATS';
FUNCTIONS: 'FUNCTIONS';
IF: 'IF';
INDEX: 'INDEX';
INDEXES: 'INDEXES';
JOB: 'JOB';
JOBS: 'JOBS';
KEY: 'KEY';
LOGICAL: 'LOGICAL';
METADATA: 'METADATA';
NOTHING: 'NOTHING';
PARTITIONED: 'PARTITIONED';
PHYSICAL: 'PHYSICAL';
PIPELINE: 'PIPELINE';
PLAN: 'PLAN';
REPLACE: 'REPLACE';
RESET: 'RESET';
RESTRICT: 'RESTRICT';
ROLLBACK: 'ROLLBACK';
SCHEMA: 'SCHEMA';
SCHEMAS: 'SCHEMAS';
SESSION: 'SESSION';
SETTINGS: 'SETTINGS';
SHOW: 'SHOW';
START: 'START';
STATE: 'STATE';
TABLES: 'TABLES';
TEMP: 'TEMP';
TEMPORARY: 'TEMPORARY';
TIME: 'TIME';
TRANSACTION: 'TRANSACTION';
TRUNCATE: 'TRUNCATE';
USE: 'USE';
VIEW: 'VIEW';
VIEWS: 'VIEWS';
VIRTUAL: 'VIRTUAL';
WATERMARK: 'WATERMARK';
WORK: 'WORK';
ZONE: 'ZONE';

// ---- literals and names

STRING
    : (QUOTE_PREFIX | CHARSET)? QUOTED
    | 'E' '\'' (~['\\] | '\\' . | '\'\'')* '\''
    ;

OPEN_STRING
    : (QUOTE_PREFIX | CHARSET)? '\'' (~['] | '\'\'')*
    | 'E' '\'' (~['\\] | '\\' . | '\'\'')*
    ;

NUMBER
    : DECIMAL
    ;

// 1h, 0x1F, 1_000: the query parser would read a number and an alias.
GLUED_NUMBER
    : DECIMAL LETTER (LETTER | DIGIT)*
    ;

IDENTIFIER
    : LETTER (LETTER | DIGIT)*
    ;

QUOTED_NAME
    : 'U&'? '"' (~["\r\n] | '""')+ '"'
    | '`' (~[`\r\n] | '``')+ '`'
    ;

EMPTY_NAME
    : '""' | '``'
    ;

OPEN_NAME
    : 'U&'? '"' (~["\r\n] | '""')*
    | '`' (~[`\r\n] | '``')*
    ;

// ---- punctuation

LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{';
RBRACE: '}';
COMMA: ',';
SEMICOLON: ';';
DOT: '.';
EQ: '=';
LT: '<';
GT: '>';
MINUS: '-';
PLUS: '+';
PARAMETER: '?';

OPERATOR
    : '<=' | '>=' | '<>' | '!=' | '||' | '::' | '=>' | '->' | '..' | '*' | '/' | '%' | '^' | '&'
    | '|' | ':'
    ;

// ---- what the parsers skip

WHITESPACE: [ \t\r\n\f]+ -> channel(HIDDEN);
LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' (~'*' | '*'+ ~[*/])* '*'+ '/' -> channel(HIDDEN);
OPEN_COMMENT: '/*' (~'*' | '*'+ ~[*/])* '*'*;

UNKNOWN_CHARACTER: .;

fragment QUOTED: '\'' (~['] | '\'\'')* '\'';
fragment QUOTE_PREFIX: 'U&' | [NX];
fragment CHARSET: '_' [A-Z0-9] [A-Z0-9:.\-_]*;
fragment DECIMAL: ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ('E' [+\-]? [0-9]+)?;

fragment LETTER options { caseInsensitive = false; }
    : [$A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u3040-\u318F\u3300-\u337F\u3400-\u3D2D]
    | [\u4E00-\u9FFF\uF900-\uFAFF]
    ;

fragment DIGIT
    : [0-9\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0A66-\u0A6F\u0AE6-\u0AEF]
    | [\u0B66-\u0B6F\u0BE7-\u0BEF\u0C66-\u0C6F\u0CE6-\u0CEF\u0D66-\u0D6F\u0E50-\u0E59]
    | [\u0ED0-\u0ED9\u1040-\u1049]
    ;
