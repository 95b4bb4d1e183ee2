"""What a scanner sends, read as what it says: GS1, MH10.8.2, Digital Link, a command or a plain code."""
