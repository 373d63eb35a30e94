"""Workers, the journal of steps, schedules."""
