"""What one can do: one function per intention."""
