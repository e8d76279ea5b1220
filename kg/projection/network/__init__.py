"""The network columns: who is related to whom, who takes part in what, and where they are."""
