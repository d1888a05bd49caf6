"""newsclean: the words of a news article and nothing else."""
