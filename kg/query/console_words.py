"""The words that the console takes: whatever is not here is refused.

Every engine knows every one of them (tests/contract/test_console.py).
"""


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


STARTS = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL")

# Words of the language that only read. CALL takes a subquery in braces, never a procedure.
KEYWORDS = frozenset(STARTS) | _words(
    """
    WHERE DISTINCT AS ORDER BY ASC ASCENDING DESC DESCENDING SKIP LIMIT UNION ALL
    EXISTS COUNT COLLECT CASE WHEN THEN ELSE END AND OR XOR NOT IN IS NULL TRUE FALSE
    STARTS ENDS CONTAINS
    """
)

# Words of the language that stand for a value, as a name or a number does.
VALUES = frozenset({"NULL", "TRUE", "FALSE", "END"})

# Most writing clauses are refused because their word stands where no name can. These could follow
# the `+` or `*` of a repeated path, which looks like arithmetic up to that point.
WRITING = _words(
    "CREATE INSERT MERGE SET DELETE DETACH NODETACH REMOVE FOREACH TRANSACTIONS",
)

# Properties that hold private values, sealed, or a source's whole row, which may hold some. What
# makes a map of all properties, properties() and {.*}, is refused for their sake: maps have an
# order, so that ORDER BY would tell a sealed text by comparing it with a parameter.
WITHHELD = frozenset({"sealed", "values"})

AGGREGATES = "avg collect count max min percentileCont percentileDisc stDev stDevP sum"
LISTS = """
    all any head isEmpty keys labels last nodes none range reduce relationships reverse single size
    tail toBooleanList toFloatList toIntegerList toStringList
"""
VALUE_FUNCTIONS = """
    coalesce elementId endNode exists length nullIf startNode toBoolean toBooleanOrNull toFloat
    toFloatOrNull toInteger toIntegerOrNull toString toStringOrNull type
"""
TEXTS = "left lTrim replace right rTrim split substring toLower toUpper trim"
NUMBERS = """
    abs acos asin atan atan2 ceil cos cot degrees e exp floor haversin isNaN log log10 pi radians
    rand round sign sin sqrt tan
"""
TIMES = """
    date date.truncate datetime datetime.truncate duration duration.between duration.inDays
    duration.inMonths duration.inSeconds localdatetime localtime time timestamp
"""
PLACES = "allShortestPaths point point.distance shortestPath"
FUNCTIONS = _words(
    *map(str.lower, (AGGREGATES, LISTS, VALUE_FUNCTIONS, TEXTS, NUMBERS, TIMES, PLACES)),
)

# Functions that run through a list: one within another within another can run without end, and
# Neo4j does not look at the clock within one expression.
ITERATING = _words("all any none reduce single")
MOST_ITERATIONS = 2
LONGEST_RANGE = 10_000
