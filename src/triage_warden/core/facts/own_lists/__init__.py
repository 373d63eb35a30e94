"""The company's own allow and deny lists: what people put on them, and take off."""
