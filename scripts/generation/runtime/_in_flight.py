"""Which calls of a client are under way, so that its connections are closed after the last of them."""

import os
import threading


class InFlightCalls:
    """Those of one client in one process. Threads may share it."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.count = 0
        self.is_closed = False
        # A signal handler may close the client at any moment, so the lock may be taken already.
        self.lock = threading.RLock()

    def is_forked(self) -> bool:
        """Whether this is another process. If it used the same connections, each would read the other's responses."""
        return self.process != os.getpid() and not self.is_closed

    def begin(self) -> bool:
        """Count one more, unless the client is closed."""
        with self.lock:
            self.count += not self.is_closed
            return not self.is_closed

    def end(self) -> bool:
        """Count one less. Whether it was the last one of a closed client."""
        with self.lock:
            self.count -= 1
            return self.is_closed and not self.count

    def close(self) -> bool:
        """Let no other begin. Whether none is under way."""
        with self.lock:
            self.is_closed = True
            return not self.count
