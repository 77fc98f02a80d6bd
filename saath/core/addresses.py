"""Which network addresses are public."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")
# Said to be global by the registry, but not for us: local NAT64, Teredo, site-local, the 6to4 relay,
# and the address under which Azure serves each machine its own metadata.
_REFUSED = [
    ip_network(network)
    for network in ("64:ff9b:1::/48", "2001::/32", "fec0::/10", "192.88.99.0/24", "168.63.129.16/32")
]


def is_public_address(text: str) -> bool:
    """Whether this IP address is public (RFC 6890), also where IPv6 hides an IPv4 address."""
    return _is_public(ip_address(text.partition("%")[0]))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        hidden = _hidden_ipv4(address)
        if hidden is not None:
            return _is_public(hidden)
    if any(address in network for network in _REFUSED):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_link_local or address.is_unspecified
    )


def _hidden_ipv4(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.sixtofour if address in _6TO4 else None
