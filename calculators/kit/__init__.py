"""What every calculator is made of: units, declaration, facts, display."""
