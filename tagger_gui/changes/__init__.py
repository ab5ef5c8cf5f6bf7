"""What a write would change, to be agreed to file by file and field by field before it is done."""
