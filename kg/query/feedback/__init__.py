"""What brokers found of partners, and how later answers use it."""
