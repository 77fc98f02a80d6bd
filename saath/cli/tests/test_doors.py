"""Ports: three in a row, or a clear word about the one that is taken."""

from __future__ import annotations

import resource
import socket

import pytest

from saath.cli.doors import PortTaken, allow_many_connections, check_free, open_doors


def test_free_ports_are_found() -> None:
    doors = open_doors("127.0.0.1", 0)
    assert len({door.getsockname()[1] for door in doors}) == 3
    for door in doors:
        door.close()


def test_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)):
            check_free("127.0.0.1", port)


def test_impossible_port_is_refused_in_words() -> None:
    with pytest.raises(PortTaken, match="99999"):
        check_free("127.0.0.1", 99999)


def test_a_door_names_its_protocol_so_that_answers_are_sent_at_once() -> None:
    for door in open_doors("127.0.0.1", 0):
        assert door.proto == socket.IPPROTO_TCP
        door.close()


def test_as_many_connections_are_held_as_the_system_grants() -> None:
    before, granted = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(before, 1024), granted))
    try:
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (granted, granted)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, granted))
