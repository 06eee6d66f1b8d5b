"""What does a change break?"""
