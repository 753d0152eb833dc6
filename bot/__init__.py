"""Netwerkcoach: a scripted coach for people who run a one-person business."""
