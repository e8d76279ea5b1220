"""How much a file of RDF may hold: what is beyond is an attack, or no file for one load."""

from kg.ingest.limits import LONGEST_ROW

# Ten times what a graph of 100,000 nodes takes as N-Quads is nothing that one load should read.
LARGEST_FILE = 4_000_000_000
# A parser of JSON-LD must keep what may be said of a thing later on: about five bytes for each.
LARGEST_JSON = 1_000_000_000
# What is kept until all of a file is read: about 300 bytes each, so 3 GB at the most.
MOST_STATEMENTS = 10_000_000
# Two thousand is what browsers and servers take; a prefix makes many long ones from a short file.
LONGEST_IRI = 4_096
# In bytes: a row that long would be rejected, and a character has up to four.
LONGEST_TOKEN = 4 * LONGEST_ROW
# Of XML, in bytes: a tag or comment, of which expat looks at all for each part that it is sent.
LONGEST_TAG = 1_000_000
# Brackets within brackets; parsers keep a place for each, or take the square of their number in
# time. What people write has a depth of ten.
DEEPEST = 100
# The context of schema.org, the largest in use, has 200,000 characters.
LARGEST_CONTEXT = 1_000_000
# Parsers copy all terms for each context that they meet: five million take about a second.
MOST_TERM_COPIES = 5_000_000
# What all names of a file may come to when they are written out: so many characters, or so many
# times what the file has. (Of JSON-LD, when each is as long as its longest term.)
LARGEST_EXPANSION = 50_000_000
MOST_TIMES_LONGER = 10
# Attributes of one element; a document of RDF/XML has about as many as an element has properties.
MOST_ATTRIBUTES = 1_000
# A file within an archive is checked in memory.
LARGEST_PACKED = 50_000_000
