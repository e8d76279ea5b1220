"""The room of the HTTP service and its pages; it stays empty until `kg serve` exists."""
