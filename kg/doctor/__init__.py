"""What is installed, reachable, stale and drifted, with the next step for each finding."""
