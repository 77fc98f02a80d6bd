"""Answers of the server that come later than others."""

from __future__ import annotations

import re

from playwright.sync_api import APIResponse, Page, Route


class Held:
    """Keeps the first answer to an address back until it is let go."""

    def __init__(self, page: Page, address: re.Pattern[str]) -> None:
        self.page = page
        self._routes: list[Route] = []
        self._answer: APIResponse | None = None
        page.route(address, self._keep, times=1)

    def _keep(self, route: Route) -> None:
        self._routes.append(route)

    def wait(self) -> None:
        """Wait until the request has been made."""
        while not self._routes:
            self.page.evaluate("0")

    def answer(self) -> None:
        """Let the server answer now what is heard later."""
        [route] = self._routes
        self._answer = route.fetch()

    def let_go(self) -> None:
        """Let the server answer, where it has not, and wait until the page has heard it."""
        [route] = self._routes
        with self.page.expect_event("requestfinished", lambda request: request == route.request):
            if self._answer is None:
                route.continue_()
            else:
                route.fulfill(response=self._answer)

    def refuse(self) -> None:
        """Let the server be unable to answer."""
        [route] = self._routes
        route.fulfill(status=503, body="")
