"""What the queue's jobs do; one file for each job."""
