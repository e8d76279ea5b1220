"""Value chains: who performs which stage where, what is missing, and what would break."""
