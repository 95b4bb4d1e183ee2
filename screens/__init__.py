"""What is seen at the terminal."""
