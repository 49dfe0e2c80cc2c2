"""Forms about people: shared by the first-run wizard and the pages that change children and grown-ups."""
