"""What the coach knows of time, people and progress: pure."""
