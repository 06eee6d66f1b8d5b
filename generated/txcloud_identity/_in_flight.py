"""The calls in flight of a client, whose connections are closed after the last of them."""

import os
import threading


class InFlightCalls:
    """The calls in flight of one client in one process. Threads may share it."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.count = 0
        self.is_closed = False
        # Reentrant, because a signal handler may close the client while the lock is held.
        self.lock = threading.RLock()

    def is_forked(self) -> bool:
        """Whether this is another process. If it used the same connections, each would read the other's responses."""
        return self.process != os.getpid() and not self.is_closed

    def begin(self) -> bool:
        """Count one more, and return True, unless the client is closed."""
        with self.lock:
            self.count += not self.is_closed
            return not self.is_closed

    def end(self) -> bool:
        """Count one less, and return whether it was the last one of a closed client."""
        with self.lock:
            self.count -= 1
            return self.is_closed and not self.count

    def close(self) -> bool:
        """Refuse further calls, and return whether none is in flight."""
        with self.lock:
            self.is_closed = True
            return not self.count
