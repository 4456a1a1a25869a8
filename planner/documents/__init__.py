"""Files to print, from plain values. No models, no requests."""
