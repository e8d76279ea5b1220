// Returns nothing; adds a source if there is none of that name, and changes its settings.
MERGE (s:Source {id: $source})
SET s += $settings
