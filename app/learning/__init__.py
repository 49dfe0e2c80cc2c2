"""What is true about letters, practice and skills. Pure: no Qt, SQL, clock, dice, disk or network."""
