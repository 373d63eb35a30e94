"""Amazon SNS: messages that AWS signs with its own certificate."""
