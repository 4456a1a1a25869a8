"""From a plan and the rules of the day to its figures: debt, pay, what is kept there and at home. Nothing is read or written."""
