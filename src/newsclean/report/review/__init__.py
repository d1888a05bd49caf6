"""`DIR/report.html`: one page in which a person looks through a batch."""
