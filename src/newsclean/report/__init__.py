"""What a person sees: messages, progress and summary on standard error, and `explain`."""
